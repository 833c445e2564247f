"""Stories grow: several captions, topics, flags, embargo"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

FLAGS = ("is_commercial", "is_political", "is_internal", "is_ai_used")


def upgrade() -> None:
    op.add_column("story", sa.Column("paused_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("story", sa.Column("paused_reason", sa.JSON(none_as_null=True), nullable=True))
    op.add_column("story", sa.Column("is_targeted", sa.Boolean(), nullable=False, server_default=sa.false()))

    op.add_column("story_version", sa.Column("visible_from", sa.DateTime(timezone=True), nullable=True))
    for flag in FLAGS:
        op.add_column("story_version", sa.Column(flag, sa.Boolean(), nullable=False, server_default=sa.false()))
    responsible = sa.ForeignKey("person.id", name=op.f("fk_story_version_ai_editor_id_person"))
    op.add_column("story_version", sa.Column("ai_editor_id", sa.Integer(), responsible, nullable=True), inline_references=True)
    op.add_column("story_version", sa.Column("licence", sa.String(length=40), nullable=False, server_default="none"))
    op.add_column("story_version", sa.Column("credit", sa.String(length=200), nullable=False, server_default=""))
    op.add_column("story_version", sa.Column("reasons", sa.JSON(), nullable=False, server_default="{}"))

    op.create_table(
        "story_version_topic",
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["version_id"], ["story_version.id"], name=op.f("fk_story_version_topic_version_id_story_version")),
        sa.ForeignKeyConstraint(["topic_id"], ["topic.id"], name=op.f("fk_story_version_topic_topic_id_topic"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("version_id", "topic_id", name=op.f("pk_story_version_topic")),
    )
    op.create_index(op.f("ix_story_version_topic_topic_id"), "story_version_topic", ["topic_id"])
    op.create_table(
        "story_version_unit",
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["version_id"], ["story_version.id"], name=op.f("fk_story_version_unit_version_id_story_version")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_story_version_unit_unit_id_unit")),
        sa.PrimaryKeyConstraint("version_id", "unit_id", name=op.f("pk_story_version_unit")),
    )
    op.create_table(
        "story_version_role",
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["version_id"], ["story_version.id"], name=op.f("fk_story_version_role_version_id_story_version")),
        sa.PrimaryKeyConstraint("version_id", "role", name=op.f("pk_story_version_role")),
    )
    op.create_table(
        "kept_draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=60), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_kept_draft_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_draft")),
        sa.UniqueConstraint("person_id", "place", name=op.f("uq_kept_draft_person_id_place")),
    )
    op.create_index(op.f("ix_kept_draft_kept_at"), "kept_draft", ["kept_at"])


def downgrade() -> None:
    for table in ("kept_draft", "story_version_role", "story_version_unit", "story_version_topic"):
        op.drop_table(table)
    with op.batch_alter_table("story_version") as batch_op:
        batch_op.drop_constraint(op.f("fk_story_version_ai_editor_id_person"), type_="foreignkey")
        for column in ("reasons", "credit", "licence", "ai_editor_id", *reversed(FLAGS), "visible_from"):
            batch_op.drop_column(column)
    for column in ("is_targeted", "paused_reason", "paused_at"):
        op.drop_column("story", column)
