"""The log of the program: a few files in the data folder that turn over. Never values of fields."""

import logging
import sys
from logging.handlers import RotatingFileHandler
from pathlib import Path

from app import __version__, paths

log = logging.getLogger(__name__)

SIZE = 1_000_000
FILES = 5
LINE = "%(asctime)s %(levelname)s %(threadName)s %(name)s: %(message)s"


def folder() -> Path:
    """Where the log lies."""
    return paths.data_folder() / "logs"


def start(verbose: bool = False) -> None:
    """Write to the log file from now on; a folder that cannot be written leaves warnings on stderr."""
    root = logging.getLogger()
    root.setLevel(logging.INFO)
    handler: logging.Handler
    try:
        folder().mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            folder() / "quality-desk.log", maxBytes=SIZE, backupCount=FILES, encoding="utf-8"
        )
    except OSError:
        handler = logging.StreamHandler()
        handler.setLevel(logging.WARNING)
    handler.setFormatter(logging.Formatter(LINE))
    root.addHandler(handler)
    if verbose:
        root.addHandler(logging.StreamHandler())
    # Their INFO lines hold SQL and its parameters, or the progress of migrations.
    for name in ("sqlalchemy", "alembic"):
        logging.getLogger(name).setLevel(logging.WARNING)
    log.info("started, version %s, Python %s", __version__, sys.version.split()[0])
