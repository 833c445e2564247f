"""Posts made from here, and shares planned for later"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

MOMENT = sa.DateTime(timezone=True)
WORD = sa.String(length=40)


def upgrade() -> None:
    op.create_table(
        "posting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("share_id", sa.Integer(), nullable=False),
        sa.Column("connection", sa.String(length=20), nullable=True),
        sa.Column("status", WORD, nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("busy_until", MOMENT, nullable=True),
        sa.Column("sealed_words", sa.LargeBinary(), nullable=True),
        sa.Column("key", sa.String(length=100), nullable=False),
        sa.Column("let_leaders_see", sa.Boolean(), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("given_up_at", MOMENT, nullable=True),
        sa.Column("name", sa.String(length=500), nullable=True),
        sa.Column("address", sa.String(length=2000), nullable=True),
        sa.Column("posted_at", MOMENT, nullable=True),
        sa.Column("seen_at", MOMENT, nullable=True),
        sa.Column("last_seen_at", MOMENT, nullable=True),
        sa.Column("gone_at", MOMENT, nullable=True),
        sa.Column("replies", sa.Integer(), nullable=True),
        sa.Column("likes", sa.Integer(), nullable=True),
        sa.Column("reposts", sa.Integer(), nullable=True),
        sa.Column("counted_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["share_id"], ["share.id"], name=op.f("fk_posting_share_id_share")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_posting")),
        sa.UniqueConstraint("share_id", name=op.f("uq_posting_share_id")),
    )
    op.create_index("ix_posting_status", "posting", ["status"])
    op.create_table(
        "planned_share",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=20), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("story_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("network", WORD, nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("way", WORD, nullable=False),
        sa.Column("status", WORD, nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("link_id", sa.Integer(), nullable=True),
        sa.Column("connection", sa.String(length=20), nullable=True),
        sa.Column("sealed_words", sa.LargeBinary(), nullable=True),
        sa.Column("let_leaders_see", sa.Boolean(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("held_for", WORD, nullable=True),
        sa.Column("held_at", MOMENT, nullable=True),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["link_id"], ["link.id"], name=op.f("fk_planned_share_link_id_link")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_planned_share_person_id_person")),
        sa.ForeignKeyConstraint(["story_id"], ["story.id"], name=op.f("fk_planned_share_story_id_story")),
        sa.ForeignKeyConstraint(["version_id"], ["story_version.id"], name=op.f("fk_planned_share_version_id_story_version")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_planned_share")),
        sa.UniqueConstraint("link_id", name=op.f("uq_planned_share_link_id")),
        sa.UniqueConstraint("public_id", name=op.f("uq_planned_share_public_id")),
    )
    op.create_index("ix_planned_share_person_id", "planned_share", ["person_id"])
    op.create_index(op.f("ix_planned_share_story_id"), "planned_share", ["story_id"])


def downgrade() -> None:
    op.drop_table("planned_share")
    op.drop_table("posting")
