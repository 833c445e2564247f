"""The log: one line of JSON for each thing worth knowing, with numbers and never with names, addresses or words."""

from __future__ import annotations

import logging
import sys

import structlog


def init_logs(level: str) -> None:
    """Sends our own lines, and those of the libraries, to the error stream."""
    logging.basicConfig(level=level, stream=sys.stderr, format="%(levelname)s %(name)s %(message)s", force=True)
    for quiet in ("huey", "alembic", "httpx2", "PIL"):
        logging.getLogger(quiet).setLevel(logging.WARNING)
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=True),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(getattr(logging, level)),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
