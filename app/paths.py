"""Where things lie: what the program ships, and what belongs to this person or this hospital."""

import os
import sys
from pathlib import Path

_HERE = Path(__file__).resolve().parent
_SHIPPED = _HERE / "shipped"
# A frozen program keeps its data beside the executable's libraries, an installed one inside
# `app/` (pyproject.toml), a checkout beside it.
_ROOT = Path(getattr(sys, "_MEIPASS", _SHIPPED if _SHIPPED.is_dir() else _HERE.parent))

RESOURCES = _ROOT / "resources"
FONTS = RESOURCES / "fonts"
FORMS = RESOURCES / "forms"
ICONS = RESOURCES / "icons"
DEFAULTS = RESOURCES / "defaults"
CATALOGUES = _ROOT / "i18n"


def data_folder() -> Path:
    """The folder of the hospital's data on this PC; `QUALITY_DESK_DATA` names another one."""
    chosen = os.environ.get("QUALITY_DESK_DATA")
    if chosen:
        return Path(chosen)
    from platformdirs import user_data_path  # postponed: most starts name the folder or file

    return user_data_path("QualityDesk", appauthor=False)


def default_database() -> Path:
    """The database file used when none is named."""
    return data_folder() / "quality-desk.db"
