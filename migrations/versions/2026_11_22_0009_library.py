"""Finding, following and not for me"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "followed_topic",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.Column("followed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_followed_topic_person_id_person"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["topic_id"], ["topic.id"], name=op.f("fk_followed_topic_topic_id_topic"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_followed_topic")),
        sa.UniqueConstraint("person_id", "topic_id", name=op.f("uq_followed_topic_person_id_topic_id")),
    )
    op.create_table(
        "put_away_story",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("story_id", sa.Integer(), nullable=False),
        sa.Column("put_away_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_put_away_story_person_id_person"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["story_id"], ["story.id"], name=op.f("fk_put_away_story_story_id_story"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_put_away_story")),
        sa.UniqueConstraint("person_id", "story_id", name=op.f("uq_put_away_story_person_id_story_id")),
    )
    op.create_table(
        "search_entry",
        sa.Column("story_id", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["story_id"], ["story.id"], name=op.f("fk_search_entry_story_id_story"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("story_id", name=op.f("pk_search_entry")),
    )
    # The words themselves: every database has its own table for that, which no model knows (advocacy/library/search).
    # Stories that are in the library already are indexed by the job library.mend_search.
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE search_words USING fts5 "
            "(title, upper, body, tokenize = 'ascii', detail = 'column', columnsize = 0, prefix = '2 3 4')"
        )
        return
    op.execute(
        "CREATE TABLE search_words (story_id integer CONSTRAINT pk_search_words PRIMARY KEY "
        "CONSTRAINT fk_search_words_story_id_story REFERENCES story (id) ON DELETE CASCADE, words tsvector NOT NULL)"
    )
    op.execute("CREATE INDEX ix_search_words_words ON search_words USING gin (words)")


def downgrade() -> None:
    op.execute("DROP TABLE search_words")
    op.drop_table("search_entry")
    op.drop_table("put_away_story")
    op.drop_table("followed_topic")
