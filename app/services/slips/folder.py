"""A folder that phones or a scanner write into: what is complete there is filed and moved aside."""

import contextlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from app.services.operations import Desk
from app.services.registers.register import Register
from app.services.slips import filing
from app.services.slips.filing import Outcome
from app.services.slips.scans import ENDINGS

ASIDE = "已归档"
Mark = tuple[int, int]


@dataclass(frozen=True)
class Look:
    """One look into the folder: each file's size and time, those that were tried, what was filed."""

    seen: Mapping[str, Mark] = field(default_factory=dict)
    tried: Mapping[str, Mark] = field(default_factory=dict)
    outcome: Outcome = field(default_factory=Outcome)


def look(desk: Desk, registers: Sequence[Register], folder: Path, before: Look) -> Look:
    """File what has not changed since the look before; what cannot be filed stays and is told once."""
    seen = _files(folder)
    ready = [
        folder / name for name, mark in seen.items()
        if before.seen.get(name) == mark and before.tried.get(name) != mark
    ]  # fmt: skip
    outcome = filing.file_all(desk, registers, ready, lambda *_how: None) if ready else Outcome()
    left = {one.path for one in outcome.left}
    for path in ready:
        if path not in left:
            _move_aside(path)
    tried = {name: mark for name, mark in seen.items() if folder / name in left}
    kept = {name: mark for name, mark in before.tried.items() if seen.get(name) == mark}
    return Look(seen, kept | tried, outcome)


def _files(folder: Path) -> dict[str, Mark]:
    """Nothing is found in a folder that is away for the moment."""
    found: dict[str, Mark] = {}
    with contextlib.suppress(OSError):
        for path in sorted(folder.iterdir()):
            if path.suffix.lower() in ENDINGS and path.is_file():
                facts = path.stat()
                if facts.st_size:
                    found[path.name] = (facts.st_size, facts.st_mtime_ns)
    return found


def _move_aside(path: Path) -> None:
    """A file that cannot be moved stays: filing it again adds nothing."""
    aside = path.parent / ASIDE
    with contextlib.suppress(OSError):
        aside.mkdir(exist_ok=True)
        target, number = aside / path.name, 2
        while target.exists():
            target = aside / f"{path.stem}-{number}{path.suffix}"
            number += 1
        path.rename(target)
