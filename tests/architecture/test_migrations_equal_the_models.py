"""What the migrations build is what the models say, to the last column, so that nothing is missing on the day of an upgrade."""

from __future__ import annotations

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask

from advocacy.foundation.database import db, is_modelled


def test_the_migrations_build_what_the_models_say(app: Flask) -> None:
    """On whichever database the run has; what is listed is what the next migration would have to do."""
    with app.app_context():
        context = MigrationContext.configure(db.session.connection(), opts={"compare_type": True, "include_name": is_modelled})
        differences = compare_metadata(context, db.metadata)
    assert not differences
