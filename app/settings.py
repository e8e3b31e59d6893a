"""What this person on this PC has chosen: theme, language, window, data locations. Never case data.

One small JSON file in the data folder. A missing or damaged file means the defaults: nothing that is
lost with it matters to a record.
"""

import json
import logging
import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from app import paths

log = logging.getLogger(__name__)

THEMES = ("system", "light", "dark")
# Where the command line finds a password when nobody is there to type one.
PASSWORD = "QUALITY_DESK_PASSWORD"
IDLE_MINUTES = 3
IDLE_LEAST, IDLE_MOST = 1, 10
LOCATIONS_KEPT = 8


@dataclass(frozen=True)
class Place:
    """Where a window stood: its corner and size in logical pixels, and whether it filled the screen."""

    x: int
    y: int
    width: int
    height: int
    maximized: bool = False


@dataclass(frozen=True)
class PrinterChoice:
    """How a form was printed last on this PC: where, on which paper, how often, on how many sides."""

    name: str
    paper: str = ""
    copies: int = 1
    duplex: str = ""


@dataclass(frozen=True)
class Settings:
    """Everything that is remembered between two starts.

    `locations` are database files or URLs used before, newest first. `windows` and `columns` belong
    to a staff number: where the window stood, and which columns of a register are shown, in order;
    `views` say how a register was looked at last, `printers` where a form was printed last,
    `label_size` on which paper labels, `label_starts` from which place of each part-used sheet;
    `reminded` when a person was told last, beside the clock, what is due.
    """

    theme: str = "system"
    language: str = "zh_CN"
    staff_no: str = ""
    locations: tuple[str, ...] = ()
    idle_minutes: int = IDLE_MINUTES
    scan_folder: str = ""
    windows: Mapping[str, Place] = field(default_factory=dict)
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    views: Mapping[str, str] = field(default_factory=dict)
    printers: Mapping[str, PrinterChoice] = field(default_factory=dict)
    reminded: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    label_size: str = ""
    label_starts: Mapping[str, int] = field(default_factory=dict)

    def idle_seconds(self) -> int:
        """How long without a key or a click before the window locks itself."""
        return min(max(self.idle_minutes, IDLE_LEAST), IDLE_MOST) * 60


def path() -> Path:
    """The file they are kept in."""
    return paths.data_folder() / "settings.json"


def load() -> Settings:
    """What was chosen; anything unreadable counts as not chosen."""
    try:
        stored = json.loads(path().read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Settings()
    except (OSError, ValueError):
        log.warning("settings could not be read; the defaults are used")
        return Settings()
    return _read(stored) if isinstance(stored, dict) else Settings()


def change(**chosen: Any) -> Settings:
    """Change some of them and keep that; what another window chose meanwhile stays.

    A disk that refuses the file costs the choice at the next start, not the work now.
    """
    settings = replace(load(), **chosen)
    target = path()
    beside = target.with_name(f"{target.name}.{os.getpid()}.new")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps(asdict(settings), ensure_ascii=False, indent=1)
        beside.write_text(text, encoding="utf-8")
        beside.replace(target)
    except OSError:
        log.warning("settings could not be written")
        with suppress(OSError):
            beside.unlink(missing_ok=True)
    return settings


def remember_location(location: str) -> Settings:
    """Put a database at the head of those offered at sign-in."""
    others = [one for one in load().locations if one != location]
    return change(locations=(location, *others)[:LOCATIONS_KEPT])


def place_of(staff_no: str) -> Place | None:
    """Where this person's window stood on this PC."""
    return load().windows.get(staff_no)


def remember_place(staff_no: str, place: Place) -> None:
    """Keep where this person's window stands."""
    change(windows={**load().windows, staff_no: place})


def chosen_columns(staff_no: str, register: str) -> tuple[str, ...]:
    """The columns of a register this person wants to see, in order; empty for the usual ones."""
    return load().columns.get(f"{staff_no}/{register}", ())


def choose_columns(staff_no: str, register: str, names: tuple[str, ...]) -> None:
    """Keep which columns of a register this person wants to see, in order."""
    change(columns={**load().columns, f"{staff_no}/{register}": names})


def chosen_view(staff_no: str, register: str) -> str:
    """The view of a register this person looked at last; empty when there is none."""
    return load().views.get(f"{staff_no}/{register}", "")


def choose_view(staff_no: str, register: str, key: str) -> None:
    """Keep which view of a register this person looks at."""
    change(views={**load().views, f"{staff_no}/{register}": key})


def printer_of(form: str) -> PrinterChoice | None:
    """How this form was printed last on this PC."""
    return load().printers.get(form)


def remember_printer(form: str, choice: PrinterChoice) -> None:
    """Keep how a form was printed."""
    change(printers={**load().printers, form: choice})


def remember_labels(size: str, start: int) -> None:
    """Keep the paper labels were printed on, and the first free place of its sheet."""
    change(label_size=size, label_starts={**load().label_starts, size: start})


def reminded(staff_no: str) -> tuple[str, ...]:
    """When this person was told today what is due, as ISO instants."""
    return load().reminded.get(staff_no, ())


def note_reminded(staff_no: str, instants: tuple[str, ...]) -> None:
    """Keep when this person was told what is due."""
    change(reminded={**load().reminded, staff_no: instants})


def _read(stored: Mapping[str, Any]) -> Settings:
    kept: dict[str, Any] = {}
    for one in fields(Settings):
        try:
            if one.name in stored:
                kept[one.name] = _READERS[one.name](stored[one.name])
        except (TypeError, ValueError, AttributeError):
            log.warning("the setting %s could not be read", one.name)
    return Settings(**kept)


def _theme(value: object) -> str:
    if value not in THEMES:
        raise ValueError
    return str(value)


def _texts(value: list[object]) -> tuple[str, ...]:
    return tuple(str(one) for one in value)


_READERS: Mapping[str, Callable[[Any], object]] = {
    "theme": _theme,
    "language": str,
    "staff_no": str,
    "locations": _texts,
    "idle_minutes": int,
    "scan_folder": str,
    "windows": lambda value: {str(who): Place(**place) for who, place in value.items()},
    "columns": lambda value: {str(key): _texts(names) for key, names in value.items()},
    "reminded": lambda value: {str(who): _texts(at) for who, at in value.items()},
    "label_size": str,
    "label_starts": lambda value: {str(size): int(start) for size, start in value.items()},
    "views": lambda value: {str(who): str(key) for who, key in value.items()},
    "printers": lambda value: {
        str(form): PrinterChoice(
            str(one["name"]), str(one["paper"]), int(one["copies"]), str(one["duplex"])
        )
        for form, one in value.items()
    },
}


def workstation() -> str:
    """The name of this PC, kept with every audit entry."""
    import socket  # postponed: the first page has no use for it

    return socket.gethostname()[:60]
