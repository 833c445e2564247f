"""Campaigns"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    _campaigns()
    op.create_table(
        "campaign_story",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("story_id", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("added_by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["added_by_id"], ["person.id"], name=op.f("fk_campaign_story_added_by_id_person")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_campaign_story_campaign_id_campaign")),
        sa.ForeignKeyConstraint(["story_id"], ["story.id"], name=op.f("fk_campaign_story_story_id_story")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign_story")),
        sa.UniqueConstraint("campaign_id", "story_id", name=op.f("uq_campaign_story_campaign_id_story_id")),
    )
    op.create_index(op.f("ix_campaign_story_story_id"), "campaign_story", ["story_id"])
    op.create_table(
        "prolongation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("from_day", sa.Date(), nullable=False),
        sa.Column("to_day", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("by_name", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_prolongation_by_id_person")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_prolongation_campaign_id_campaign")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_prolongation")),
    )
    op.create_index(op.f("ix_prolongation_campaign_id"), "prolongation", ["campaign_id"])
    op.create_table(
        "application_report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=20), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=100), nullable=False),
        sa.Column("source_key", sa.String(length=100), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("counted_on", sa.Date(), nullable=False),
        sa.Column("reported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reported_by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_application_report_campaign_id_campaign")),
        sa.ForeignKeyConstraint(["reported_by_id"], ["person.id"], name=op.f("fk_application_report_reported_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_application_report")),
        sa.UniqueConstraint("public_id", name=op.f("uq_application_report_public_id")),
    )
    op.create_index(op.f("ix_application_report_campaign_id"), "application_report", ["campaign_id"])


def _campaigns() -> None:
    op.create_table(
        "campaign",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=20), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("name", sa.JSON(), nullable=False),
        sa.Column("purpose_id", sa.Integer(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("goal_kind", sa.String(length=40), nullable=True),
        sa.Column("goal_number", sa.Integer(), nullable=True),
        sa.Column("message", sa.JSON(), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kicked_off_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("kicked_off_by_id", sa.Integer(), nullable=True),
        sa.Column("kicked_off_by_name", sa.String(length=200), nullable=True),
        sa.Column("kicked_off_by_title", sa.String(length=200), nullable=True),
        sa.Column("is_first_share_told", sa.Boolean(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by_id", sa.Integer(), nullable=True),
        sa.Column("ended_by_name", sa.String(length=200), nullable=True),
        sa.Column("end_reason", sa.JSON(), nullable=False),
        sa.Column("result", sa.JSON(), nullable=True),
        sa.Column("worked", sa.JSON(), nullable=False),
        sa.Column("change", sa.JSON(), nullable=False),
        sa.Column("lessons_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lessons_by_name", sa.String(length=200), nullable=True),
        sa.ForeignKeyConstraint(["created_by_id"], ["person.id"], name=op.f("fk_campaign_created_by_id_person")),
        sa.ForeignKeyConstraint(["ended_by_id"], ["person.id"], name=op.f("fk_campaign_ended_by_id_person")),
        sa.ForeignKeyConstraint(["kicked_off_by_id"], ["person.id"], name=op.f("fk_campaign_kicked_off_by_id_person")),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_campaign_programme_id_programme")),
        sa.ForeignKeyConstraint(["purpose_id"], ["purpose.id"], name=op.f("fk_campaign_purpose_id_purpose"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign")),
        sa.UniqueConstraint("public_id", name=op.f("uq_campaign_public_id")),
    )
    op.create_index("ix_campaign_programme_id_status", "campaign", ["programme_id", "status"])
    op.create_index("ix_campaign_starts_on_ends_on", "campaign", ["starts_on", "ends_on"])


def downgrade() -> None:
    for table in ("application_report", "prolongation", "campaign_story", "campaign"):
        op.drop_table(table)
