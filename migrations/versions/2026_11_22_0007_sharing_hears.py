"""Sharing hears of withdrawn stories"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "take_down_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=20), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("story_id", sa.Integer(), nullable=False),
        sa.Column("picture_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_take_down_request_person_id_person")),
        sa.ForeignKeyConstraint(["picture_id"], ["picture.id"], name=op.f("fk_take_down_request_picture_id_picture")),
        sa.ForeignKeyConstraint(["story_id"], ["story.id"], name=op.f("fk_take_down_request_story_id_story")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_take_down_request")),
        sa.UniqueConstraint(
            "person_id", "story_id", "picture_id", name=op.f("uq_take_down_request_person_id_story_id_picture_id")
        ),
        sa.UniqueConstraint("public_id", name=op.f("uq_take_down_request_public_id")),
    )
    op.create_index("ix_take_down_request_story_id", "take_down_request", ["story_id"], unique=False)


def downgrade() -> None:
    op.drop_table("take_down_request")
