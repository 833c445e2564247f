"""Tips"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "tip",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=20), nullable=False),
        sa.Column("given_by_id", sa.Integer(), nullable=True),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("picture_id", sa.Integer(), nullable=True),
        sa.Column("people_in_picture", sa.String(length=40), nullable=True),
        sa.Column("contact", sa.String(length=200), nullable=False),
        sa.Column("wants_credit", sa.Boolean(), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("answer_due_on", sa.Date(), nullable=False),
        sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("taken_by_id", sa.Integer(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("declined_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("drafted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("story_id", sa.Integer(), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("news_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["given_by_id"], ["person.id"], name=op.f("fk_tip_given_by_id_person")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_tip_unit_id_unit")),
        sa.ForeignKeyConstraint(["picture_id"], ["picture.id"], name=op.f("fk_tip_picture_id_picture")),
        sa.ForeignKeyConstraint(["taken_by_id"], ["person.id"], name=op.f("fk_tip_taken_by_id_person")),
        sa.ForeignKeyConstraint(["story_id"], ["story.id"], name=op.f("fk_tip_story_id_story")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tip")),
        sa.UniqueConstraint("public_id", name=op.f("uq_tip_public_id")),
        sa.UniqueConstraint("story_id", name=op.f("uq_tip_story_id")),
    )
    op.create_index("ix_tip_status_answer_due_on", "tip", ["status", "answer_due_on"], unique=False)
    op.create_index(op.f("ix_tip_given_by_id"), "tip", ["given_by_id"], unique=False)
    op.create_index(op.f("ix_tip_given_at"), "tip", ["given_at"], unique=False)


def downgrade() -> None:
    op.drop_table("tip")
