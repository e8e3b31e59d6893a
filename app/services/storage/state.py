"""What is known of a database before anybody signs in: a small file beside it (DESIGN §7).

It holds no case data: the hospital's name, the last audit head seen from this PC, the last check and
the last backup. The sign-in page reads it, and a head that has vanished from the database is noticed.
"""

import json
import logging
import os
import zlib
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, Protocol

from app import clock, paths
from app.i18n import _

log = logging.getLogger(__name__)

ENDING = ".state.json"
BACKUP_LONGEST = timedelta(days=2)


class Located(Protocol):
    """Something that lies somewhere: an open database."""

    @property
    def location(self) -> str: ...


Where = Located | str | Path


@dataclass(frozen=True)
class State:
    """The last things known of a database. `problem` is what the last check found, or empty."""

    hospital: str = ""
    audit_seq: int = 0
    audit_head: str = ""
    checked_at: datetime | None = None
    problem: str = ""
    backed_up_at: datetime | None = None
    backup_verified: bool = False
    backup_problem: str = ""

    @property
    def head(self) -> tuple[int, str] | None:
        """The audit head last seen, to be found again in the chain."""
        return (self.audit_seq, self.audit_head) if self.audit_seq else None


@dataclass(frozen=True)
class Line:
    """A line of the sign-in page: its icon, its words, its tone (`pass`, `wait`, `fail`, empty)."""

    icon: str
    text: str
    tone: str = ""


def path(where: Where) -> Path:
    """The state file of a database: beside the file, or in the data folder for a server."""
    text = str(where) if isinstance(where, str | Path) else where.location
    if "://" in text:
        name = f"{zlib.crc32(text.encode()):08x}"
        return paths.data_folder() / f"server-{name}{ENDING}"
    return Path(text + ENDING)


def read(where: Where) -> State:
    """What is known; a missing or damaged file means nothing is."""
    try:
        stored = json.loads(path(where).read_text(encoding="utf-8"))
        return State(
            str(stored.get("hospital", "")), int(stored.get("audit_seq", 0)),
            str(stored.get("audit_head", "")), _moment(stored.get("checked_at")),
            str(stored.get("problem", "")), _moment(stored.get("backed_up_at")),
            bool(stored.get("backup_verified")), str(stored.get("backup_problem", "")),
        )  # fmt: skip
    except FileNotFoundError:
        return State()
    except (OSError, ValueError, TypeError, AttributeError):
        log.warning("the state file of the database could not be read")
        return State()


def note(where: Where, **known: Any) -> State:
    """Keep something newly known, beside what is known already.

    The file is a convenience: a folder that refuses it is logged and nothing else stops.
    """
    state = replace(read(where), **known)
    target = path(where)
    beside = target.with_name(f"{target.name}.{os.getpid()}.new")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps(asdict(state), ensure_ascii=False, default=str, indent=1)
        beside.write_text(text, encoding="utf-8")
        beside.replace(target)
    except OSError:
        log.warning("the state file of the database could not be written")
        with suppress(OSError):
            beside.unlink(missing_ok=True)
    return state


def note_head(where: Where, head: tuple[int, str]) -> State:
    """Keep the audit head seen now."""
    return note(where, audit_seq=head[0], audit_head=head[1])


def note_check(where: Where, ok: bool, problem: str = "") -> State:
    """Keep that the data were checked now, and what was found."""
    found = "" if ok else problem or _("校验发现问题，到“系统”里看详情")
    return note(where, checked_at=clock.now(), problem=found)


def note_backup(where: Where, verified: bool = False) -> State:
    """Keep that the data were backed up now, and whether the copy was opened and checked."""
    return note(where, backed_up_at=clock.now(), backup_verified=verified)


def lines(state: State, workstation: str) -> tuple[Line, ...]:
    """What the sign-in page says of the data before a password is typed."""
    return (*data_lines(state), Line("tag", _("本机：{name}").format(name=workstation)))


def data_lines(state: State) -> tuple[Line, ...]:
    """How the data are: the last check and the last backup."""
    return (_check_line(state), _backup_line(state))


def _check_line(state: State) -> Line:
    if state.problem:
        return Line("octagon", state.problem, "fail")
    if state.checked_at is None:
        return Line("shield", _("数据还没有校验过，登录后自动校验"))
    when = day_words(state.checked_at)
    return Line("shield", _("数据库正常，审计链完整（{when}）").format(when=when), "pass")


def _backup_line(state: State) -> Line:
    if state.backup_problem:
        return Line("octagon", state.backup_problem, "fail")
    if state.backed_up_at is None:
        return Line("save", _("还没有备份过"), "wait")
    when = day_words(state.backed_up_at)
    if clock.now() - state.backed_up_at > BACKUP_LONGEST:
        return Line("octagon", _("最近备份：{when}，两天多没有新的了").format(when=when), "fail")
    if state.backup_verified:
        return Line("save", _("最近备份：{when}，已校验").format(when=when))
    return Line("save", _("最近备份：{when}").format(when=when))


def day_words(moment: datetime, today: date | None = None) -> str:
    """`今天 06:30`, `昨天 18:02`, `11-16 18:02`, `2025-11-16`."""
    local, today = clock.local(moment), today or clock.today()
    days = (today - local.date()).days
    at = f"{local:%H:%M}"
    if days == 0:
        return _("今天 {time}").format(time=at)
    if days == 1:
        return _("昨天 {time}").format(time=at)
    return f"{local:%m-%d} {at}" if local.year == today.year else f"{local:%Y-%m-%d}"


def _moment(value: object) -> datetime | None:
    if not value:
        return None
    moment = datetime.fromisoformat(str(value))
    if moment.tzinfo is None:
        raise ValueError(value)
    return moment
