"""Own stories and sparring"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "own_story",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=20), nullable=False),
        sa.Column("writer_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("network", sa.String(length=20), nullable=False),
        sa.Column("audience", sa.String(length=200), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("edit_count", sa.Integer(), nullable=False),
        sa.Column("partner_id", sa.Integer(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("waiting_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("writer_wishes_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("partner_wishes_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("story_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["writer_id"], ["person.id"], name=op.f("fk_own_story_writer_id_person")),
        sa.ForeignKeyConstraint(["partner_id"], ["person.id"], name=op.f("fk_own_story_partner_id_person")),
        sa.ForeignKeyConstraint(["story_id"], ["story.id"], name=op.f("fk_own_story_story_id_story")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_own_story")),
        sa.UniqueConstraint("public_id", name=op.f("uq_own_story_public_id")),
        sa.UniqueConstraint("story_id", name=op.f("uq_own_story_story_id")),
    )
    op.create_index(op.f("ix_own_story_writer_id"), "own_story", ["writer_id"], unique=False)
    op.create_index(op.f("ix_own_story_partner_id"), "own_story", ["partner_id"], unique=False)
    op.create_index(op.f("ix_own_story_changed_at"), "own_story", ["changed_at"], unique=False)
    op.create_table(
        "sparring_message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=20), nullable=False),
        sa.Column("own_story_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["own_story_id"], ["own_story.id"], name=op.f("fk_sparring_message_own_story_id_own_story"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_sparring_message_author_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sparring_message")),
        sa.UniqueConstraint("public_id", name=op.f("uq_sparring_message_public_id")),
    )
    op.create_index("ix_sparring_message_own_story_id_at", "sparring_message", ["own_story_id", "at"], unique=False)
    op.create_index(op.f("ix_sparring_message_author_id"), "sparring_message", ["author_id"], unique=False)


def downgrade() -> None:
    op.drop_table("sparring_message")
    op.drop_table("own_story")
