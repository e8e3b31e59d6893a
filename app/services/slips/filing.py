"""Scans filed to their records by the codes on their pages; what cannot be filed says why."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from app.errors import AppError, FileProblem, NotFound
from app.i18n import _
from app.services import attachments
from app.services.operations import Changes, Desk
from app.services.registers.register import Register
from app.services.slips import issuing, scans
from app.services.slips.codes import Code, parse
from app.services.slips.issuing import Place
from app.services.slips.scans import Scan

Report = Callable[[int, int, str], None]


@dataclass(frozen=True)
class Filed:
    """Pages that belong to a record now."""

    name: str
    pages: tuple[int, ...]
    place: Place
    changes: Changes | None


@dataclass(frozen=True)
class Left:
    """Pages that were not filed. `slip` is the slip that has to be keyed in first."""

    path: Path
    pages: tuple[int, ...]
    reason: str
    picture: bytes = b""
    slip: Place | None = None


@dataclass(frozen=True)
class Outcome:
    """What became of some files; every page of every file is in one of the two."""

    filed: tuple[Filed, ...] = ()
    left: tuple[Left, ...] = ()

    def __add__(self, other: "Outcome") -> "Outcome":
        return Outcome(self.filed + other.filed, self.left + other.left)


def file_all(
    desk: Desk, registers: Sequence[Register], paths: Sequence[Path], report: Report
) -> Outcome:
    """File each page of each file by its codes. `report` may raise Cancelled between two pages."""
    outcome = Outcome()
    for place, path in enumerate(paths):
        report(place, len(paths), path.name)
        try:
            outcome += _file(desk, registers, path, partial(report, place, len(paths), path.name))
        except FileProblem as problem:
            outcome += Outcome(left=(Left(path, (), str(problem)),))
    report(len(paths), len(paths), "")
    return outcome


def file_by_hand(desk: Desk, registers: Sequence[Register], left: Left, typed: str) -> Outcome:
    """File pages under the code or number a person read on them. Raises AppError when it is none."""
    code = parse(typed)
    if code is None:
        raise NotFound(_("“{text}”不是单据码，也不是编号").format(text=typed.strip()))
    place = issuing.find(desk, registers, code)
    scan = scans.read(left.path)
    if not left.pages:
        raise FileProblem(left.reason)
    total = next(scans.pages(scan)).total
    return _keep(desk, left.path, scan, left.pages, total, place)


def _file(
    desk: Desk, registers: Sequence[Register], path: Path, tick: Callable[[], None]
) -> Outcome:
    scan = scans.read(path)
    found: dict[Code, list[int]] = {}
    outcome, total = Outcome(), 0
    for page in scans.pages(scan):
        total = page.total
        tick()
        for code in page.codes:
            found.setdefault(code, []).append(page.number)
        if not page.codes:
            reason = _("这一页上没有读到二维码")
            outcome += Outcome(left=(Left(path, (page.number,), reason, page.picture),))
    for place, numbers, problem in _places(desk, registers, found):
        if place is None:
            outcome += Outcome(left=(Left(path, numbers, problem),))
        else:
            outcome += _keep(desk, path, scan, numbers, total, place)
    return outcome


def _places(
    desk: Desk, registers: Sequence[Register], found: dict[Code, list[int]]
) -> list[tuple[Place | None, tuple[int, ...], str]]:
    """Where the codes lead. A slip and the number it became lead to one record: its pages join."""
    known: dict[tuple[str, int | None, str], tuple[Place, set[int]]] = {}
    lost: list[tuple[Place | None, tuple[int, ...], str]] = []
    for code, numbers in found.items():
        try:
            place = issuing.find(desk, registers, code)
        except NotFound as problem:
            lost.append((None, tuple(numbers), str(problem)))
        else:
            key = (place.register.name, place.record_id, place.words)
            known.setdefault(key, (place, set()))[1].update(numbers)
    return [(place, tuple(sorted(numbers)), "") for place, numbers in known.values()] + lost


def _keep(
    desk: Desk, path: Path, scan: Scan, numbers: tuple[int, ...], total: int, place: Place
) -> Outcome:
    if place.record_id is None:
        reason = _("先回录 {code}，再归档").format(code=place.words)
        return Outcome(left=(Left(path, numbers, reason, slip=place),))
    piece = scans.part(scan, numbers, total)
    try:
        changes = _attach(desk, place.register, place.record_id, piece)
    except AppError as problem:
        reason = _("{number}：{why}").format(number=place.words, why=problem)
        return Outcome(left=(Left(path, numbers, reason),))
    return Outcome(filed=(Filed(path.name, numbers, place, changes),))


def _attach(desk: Desk, kind: Register, record_id: int, piece: Scan) -> Changes | None:
    """Add the file to the record; one that is there already is not added twice."""
    prepared = attachments.prepare(desk, kind, record_id, piece.content, piece.name)
    there = attachments.listing(desk, kind, record_id).files
    if any(one.sha256 == prepared.sha256 and not one.withdrawn for one in there):
        return None
    return attachments.enter(desk, kind, record_id, prepared, _("扫描归档"))
