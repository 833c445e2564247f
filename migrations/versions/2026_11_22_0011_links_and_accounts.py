"""Links of their own, totals of visits, and people's accounts on networks"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

MOMENT = sa.DateTime(timezone=True)
WORD = sa.String(length=40)


def upgrade() -> None:
    _create_links()
    _create_accounts()
    op.execute(
        "INSERT INTO link (public_id, code, story_id, person_id, network, language, made_at, closed_at)"
        " SELECT public_id, code, story_id, person_id, network, language, pressed_at, withdrawn_at FROM share"
    )
    with op.batch_alter_table("share") as share:
        share.add_column(sa.Column("link_id", sa.Integer(), nullable=True))
    op.execute("UPDATE share SET link_id = (SELECT link.id FROM link WHERE link.code = share.code)")
    with op.batch_alter_table("share") as share:
        share.alter_column("link_id", existing_type=sa.Integer(), nullable=False)
        share.drop_constraint(op.f("uq_share_code"), type_="unique")
        share.drop_column("code")
        share.create_unique_constraint(op.f("uq_share_link_id"), ["link_id"])
        share.create_foreign_key(op.f("fk_share_link_id_link"), "link", ["link_id"], ["id"])
    _move_visits()


def _create_links() -> None:
    op.create_table(
        "link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=20), nullable=False),
        sa.Column("code", sa.String(length=32), nullable=False),
        sa.Column("story_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("network", WORD, nullable=True),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("label", sa.String(length=120), nullable=True),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_link_person_id_person")),
        sa.ForeignKeyConstraint(["story_id"], ["story.id"], name=op.f("fk_link_story_id_story")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_link")),
        sa.UniqueConstraint("code", name=op.f("uq_link_code")),
        sa.UniqueConstraint("public_id", name=op.f("uq_link_public_id")),
    )
    op.create_index("ix_link_story_id", "link", ["story_id"])
    op.create_index("ix_link_person_id", "link", ["person_id"])
    op.create_table(
        "visit_total",
        sa.Column("link_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("kind", WORD, nullable=False),
        sa.Column("network", WORD, nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("first_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["link_id"], ["link.id"], name=op.f("fk_visit_total_link_id_link")),
        sa.PrimaryKeyConstraint("link_id", "day", "kind", "network", name=op.f("pk_visit_total")),
    )
    op.create_index("ix_visit_total_day_kind", "visit_total", ["day", "kind"])
    op.create_table(
        "visit_log",
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("offset", sa.Integer(), nullable=False),
        sa.Column("read_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_visit_log")),
    )
    op.create_table(
        "visitor_mark",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("link_id", sa.Integer(), nullable=False),
        sa.Column("mark", sa.String(length=24), nullable=False),
        sa.PrimaryKeyConstraint("day", "link_id", "mark", name=op.f("pk_visitor_mark")),
    )


def _create_accounts() -> None:
    op.create_table(
        "network_app",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("network", WORD, nullable=False),
        sa.Column("host", sa.String(length=253), nullable=False),
        sa.Column("client_id", sa.String(length=500), nullable=False),
        sa.Column("sealed_secret", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_network_app")),
        sa.UniqueConstraint("network", "host", name=op.f("uq_network_app_network_host")),
    )
    op.create_table(
        "connect_attempt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("state_digest", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("network", WORD, nullable=False),
        sa.Column("sealed_facts", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_connect_attempt_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_connect_attempt")),
        sa.UniqueConstraint("state_digest", name=op.f("uq_connect_attempt_state_digest")),
    )
    op.create_index(op.f("ix_connect_attempt_person_id"), "connect_attempt", ["person_id"])
    op.create_table(
        "connection",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=20), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("network", WORD, nullable=False),
        sa.Column("host", sa.String(length=253), nullable=False),
        sa.Column("account", sa.String(length=500), nullable=False),
        sa.Column("handle", sa.String(length=253), nullable=False),
        sa.Column("scope", sa.String(length=500), nullable=False),
        sa.Column("sealed_secrets", sa.LargeBinary(), nullable=False),
        sa.Column("connected_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=True),
        sa.Column("broken_at", MOMENT, nullable=True),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("busy_until", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_connection_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_connection")),
        sa.UniqueConstraint("person_id", "network", name=op.f("uq_connection_person_id_network")),
        sa.UniqueConstraint("public_id", name=op.f("uq_connection_public_id")),
    )


def _move_visits() -> None:
    """Every visit goes to its link, and the totals of each Danish day are counted."""
    op.create_table(
        "visit_of_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("link_id", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("kind", WORD, nullable=False),
        sa.Column("network", WORD, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_of_link")),
    )
    op.execute(
        "INSERT INTO visit_of_link (link_id, at, kind, network)"
        " SELECT share.link_id, visit.at, visit.kind, visit.network FROM visit JOIN share ON share.id = visit.share_id ORDER BY visit.id"
    )
    op.drop_table("visit")
    op.rename_table("visit_of_link", "visit")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE visit RENAME CONSTRAINT pk_visit_of_link TO pk_visit")
        op.execute("ALTER SEQUENCE visit_of_link_id_seq RENAME TO visit_id_seq")
    op.create_index("ix_visit_at", "visit", ["at"])
    _count_days()


def _count_days() -> None:
    """SQLite knows no zones, so there a day is that of Danish winter time: at most an hour of old visits may stand one day off."""
    day = "date(at, '+1 hour')" if op.get_bind().dialect.name == "sqlite" else "CAST(at AT TIME ZONE 'Europe/Copenhagen' AS DATE)"
    op.execute(
        "INSERT INTO visit_total (link_id, day, kind, network, count, first_at)"
        f" SELECT link_id, {day}, kind, coalesce(network, ''), count(*), min(at) FROM visit GROUP BY link_id, {day}, kind, coalesce(network, '')"
    )


def downgrade() -> None:
    with op.batch_alter_table("share") as share:
        share.add_column(sa.Column("code", sa.String(length=32), nullable=True))
    op.execute("UPDATE share SET code = (SELECT link.code FROM link WHERE link.id = share.link_id)")
    op.create_table(
        "visit_of_share",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("share_id", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("kind", WORD, nullable=False),
        sa.Column("network", WORD, nullable=True),
        sa.ForeignKeyConstraint(["share_id"], ["share.id"], name=op.f("fk_visit_share_id_share")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_of_share")),
    )
    op.execute(
        "INSERT INTO visit_of_share (share_id, at, kind, network)"
        " SELECT share.id, visit.at, visit.kind, visit.network FROM visit JOIN share ON share.link_id = visit.link_id ORDER BY visit.id"
    )
    op.drop_table("visit")
    op.rename_table("visit_of_share", "visit")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE visit RENAME CONSTRAINT pk_visit_of_share TO pk_visit")
        op.execute("ALTER SEQUENCE visit_of_share_id_seq RENAME TO visit_id_seq")
    op.create_index("ix_visit_at", "visit", ["at"])
    op.create_index("ix_visit_share_id_kind_at", "visit", ["share_id", "kind", "at"])
    with op.batch_alter_table("share") as share:
        share.alter_column("code", existing_type=sa.String(length=32), nullable=False)
        share.drop_constraint(op.f("fk_share_link_id_link"), type_="foreignkey")
        share.drop_constraint(op.f("uq_share_link_id"), type_="unique")
        share.drop_column("link_id")
        share.create_unique_constraint(op.f("uq_share_code"), ["code"])
    for table in ("connection", "connect_attempt", "network_app", "visitor_mark", "visit_log", "visit_total", "link"):
        op.drop_table(table)
