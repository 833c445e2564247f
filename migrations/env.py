"""Runs migrations on the application's own engine, each in one transaction, so that a crash leaves the old schema whole."""

from alembic import context
from flask import current_app

from advocacy.foundation.database import Moment, Word, db, is_modelled

configuration = current_app.extensions["migrate"].configure_args


def as_plain_type(kind: str, thing: object, _context: object) -> str | bool:
    """A migration names the database's own types, so that it stays true when our classes change."""
    if kind == "type" and isinstance(thing, Moment):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(thing, Word):
        return "sa.String(length=40)"
    return False


def run() -> None:
    """SQLite, too, rolls back a migration that is cut short: our engine begins transactions itself, with the write lock."""
    with db.engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=db.metadata,
            transaction_per_migration=True,
            transactional_ddl=True,
            render_item=as_plain_type,
            include_name=is_modelled,
            **configuration,
        )
        with context.begin_transaction():
            context.run_migrations()


run()
