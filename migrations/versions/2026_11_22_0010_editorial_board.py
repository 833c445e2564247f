"""The editorial board"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.create_table(
        "watched_phrase",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=20), nullable=False),
        sa.Column("text", sa.String(length=100), nullable=False),
        sa.Column("key", sa.String(length=100), nullable=False),
        sa.Column("added_by_id", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["added_by_id"], ["person.id"], name=op.f("fk_watched_phrase_added_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_watched_phrase")),
        sa.UniqueConstraint("key", name=op.f("uq_watched_phrase_key")),
        sa.UniqueConstraint("public_id", name=op.f("uq_watched_phrase_public_id")),
    )
    op.create_table(
        "link_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("address", sa.String(length=1000), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_link_answer")),
        sa.UniqueConstraint("key", name=op.f("uq_link_answer_key")),
    )
    op.create_index(op.f("ix_link_answer_asked_at"), "link_answer", ["asked_at"])
    op.create_table(
        "board_seat",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=20), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_board_seat_person_id_person")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_board_seat_unit_id_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_board_seat")),
        sa.UniqueConstraint("person_id", "unit_id", name=op.f("uq_board_seat_person_id_unit_id")),
        sa.UniqueConstraint("public_id", name=op.f("uq_board_seat_public_id")),
    )
    op.create_index(op.f("ix_board_seat_unit_id"), "board_seat", ["unit_id"])
    op.create_table(
        "board_duty",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("week_on", sa.Date(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_board_duty_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_board_duty")),
        sa.UniqueConstraint("week_on", name=op.f("uq_board_duty_week_on")),
    )
    op.create_index(op.f("ix_board_duty_person_id"), "board_duty", ["person_id"])
    op.create_table(
        "story_place",
        sa.Column("story_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["story_id"], ["story.id"], name=op.f("fk_story_place_story_id_story")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_story_place_unit_id_unit")),
        sa.PrimaryKeyConstraint("story_id", name=op.f("pk_story_place")),
    )
    op.create_index(op.f("ix_story_place_unit_id"), "story_place", ["unit_id"])


def downgrade() -> None:
    for table in ("story_place", "board_duty", "board_seat", "link_answer", "watched_phrase"):
        op.drop_table(table)
