"""People in pictures"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "picture_register",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=20), nullable=False),
        sa.Column("picture_id", sa.Integer(), nullable=False),
        sa.Column("nobody_by_id", sa.Integer(), nullable=False),
        sa.Column("nobody_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["nobody_by_id"], ["person.id"], name=op.f("fk_picture_register_nobody_by_id_person")),
        sa.ForeignKeyConstraint(["picture_id"], ["picture.id"], name=op.f("fk_picture_register_picture_id_picture")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_picture_register")),
        sa.UniqueConstraint("picture_id", name=op.f("uq_picture_register_picture_id")),
        sa.UniqueConstraint("public_id", name=op.f("uq_picture_register_public_id")),
    )
    op.create_table(
        "picture_use",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("picture_id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("used_by", sa.String(length=20), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("shown_until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_picture_use_person_id_person")),
        sa.ForeignKeyConstraint(["picture_id"], ["picture.id"], name=op.f("fk_picture_use_picture_id_picture")),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_picture_use_programme_id_programme")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_picture_use")),
        sa.UniqueConstraint("picture_id", "used_by", name=op.f("uq_picture_use_picture_id_used_by")),
    )
    op.create_index(op.f("ix_picture_use_programme_id"), "picture_use", ["programme_id"], unique=False)
    op.create_table(
        "consent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=20), nullable=False),
        sa.Column("reference", sa.String(length=12), nullable=False),
        sa.Column("picture_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("guardian", sa.String(length=200), nullable=False),
        sa.Column("basis", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("networks", sa.JSON(), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=True),
        sa.Column("way", sa.String(length=40), nullable=True),
        sa.Column("proof", sa.String(length=200), nullable=False),
        sa.Column("told", sa.Text(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("expired_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_by_id", sa.Integer(), nullable=True),
        sa.Column("recorded_by_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_consent_person_id_person")),
        sa.ForeignKeyConstraint(["picture_id"], ["picture.id"], name=op.f("fk_consent_picture_id_picture")),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["person.id"], name=op.f("fk_consent_recorded_by_id_person")),
        sa.ForeignKeyConstraint(["withdrawn_by_id"], ["person.id"], name=op.f("fk_consent_withdrawn_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
        sa.UniqueConstraint("public_id", name=op.f("uq_consent_public_id")),
        sa.UniqueConstraint("reference", name=op.f("uq_consent_reference")),
    )
    op.create_index("ix_consent_expires_on_withdrawn_at", "consent", ["expires_on", "withdrawn_at"], unique=False)
    op.create_index(op.f("ix_consent_person_id"), "consent", ["person_id"], unique=False)
    op.create_index(op.f("ix_consent_picture_id"), "consent", ["picture_id"], unique=False)
    _tell_uses()


def _tell_uses() -> None:
    """Pictures that stories use already become known here, so that their editors can fill in the register."""
    op.execute(
        "INSERT INTO picture_use (picture_id, programme_id, used_by, title, person_id, told_at, shown_until) "
        "SELECT version.picture_id, story.programme_id, story.public_id, version.title, version.author_id, version.changed_at, "
        "CASE WHEN shown.picture_id = version.picture_id THEN story.expires_on END "
        "FROM story_version AS version JOIN story ON story.id = version.story_id "
        "LEFT JOIN story_version AS shown ON shown.id = story.published_version_id "
        "WHERE version.picture_id IS NOT NULL AND version.number = (SELECT MAX(other.number) FROM story_version AS other "
        "WHERE other.story_id = version.story_id AND other.picture_id = version.picture_id)"
    )


def downgrade() -> None:
    op.drop_table("consent")
    op.drop_table("picture_use")
    op.drop_table("picture_register")
