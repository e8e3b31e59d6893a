"""Named ways to look at a register: own ones, and those an office shares with everybody."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import InvalidRecord
from app.i18n import _
from app.models.bookkeeping import SavedView
from app.services import access
from app.services.operations import Changes, Desk, Operation, actor_of, operation
from app.services.registers.register import Register
from app.services.suggestions import sharing
from app.services.text import clean, too_long

NAME_LONGEST = 40
# A view that was taken away keeps its row, but not its name.
_NAME_KEPT = 28


@dataclass(frozen=True)
class Look:
    """What a view keeps. A period is kept as such, so that 本月 goes along with the calendar."""

    text: str = ""
    period: str = ""
    scope: str = ""
    picks: Mapping[str, str | int] = field(default_factory=dict)
    status: str = ""
    due: str = ""
    sort: str = ""
    descending: bool = True
    columns: tuple[str, ...] = ()


@dataclass(frozen=True)
class View:
    """A saved view. `is_own` says whether this person saved it."""

    id: int
    name: str
    is_shared: bool
    is_own: bool
    look: Look


def views(desk: Desk, kind: Register) -> list[View]:
    """The views this person has saved, then those others share; each by name."""
    with desk.database.read() as session:
        actor = actor_of(session, desk.person_id)
        access.require(actor, access.Permission.READ)
        found = session.scalars(
            select(SavedView)
            .where(
                SavedView.register == kind.name,
                sharing.offered_to(actor, SavedView),
            )
            .order_by(SavedView.name)
        )
        known = [
            View(one.id, one.name, one.shared, one.person_id == actor.id, _look(one))
            for one in found
        ]
        return sorted(known, key=lambda one: not one.is_own)


@operation("view.save")
def save(current: Operation, kind: Register, name: str, look: Look) -> Changes:
    """Keep a view under a name; one of that name is replaced."""
    current.require(access.Permission.READ)
    name = _name(name)
    view = _named(current.session, kind.name, current.actor.id, name)
    if view is None:
        view = SavedView(register=kind.name, person_id=current.actor.id, name=name, filters="{}")
        current.session.add(view)
    elif view.shared:
        current.require(access.Permission.SHARE_VIEW)
    kept = asdict(look)
    view.columns = json.dumps(kept.pop("columns"), ensure_ascii=False)
    view.filters = json.dumps(kept, ensure_ascii=False)
    return current.changes(view)


@operation("view.rename")
def rename(current: Operation, view_id: int, name: str) -> Changes:
    """Give a view another name."""
    view = _own(current, view_id)
    name = _name(name)
    other = _named(current.session, view.register, view.person_id, name)
    if other is not None and other.id != view.id:
        raise InvalidRecord({"name": _("已经有叫“{name}”的视图，换一个名称").format(name=name)})
    view.name = name
    return current.changes(view)


@operation("view.share")
def share(current: Operation, view_id: int, is_shared: bool) -> Changes:
    """Show a view to everybody who sees the register, or no longer."""
    view = _own(current, view_id)
    current.require(access.Permission.SHARE_VIEW)
    view.shared = is_shared
    return current.changes(view)


@operation("view.remove")
def remove(current: Operation, view_id: int) -> Changes:
    """Take a view away; what it was stays in the audit."""
    view = _own(current, view_id)
    view.active, view.shared = False, False
    view.name = f"{view.name[:_NAME_KEPT]} #{view.id}"
    return current.changes(view)


def _own(current: Operation, view_id: int) -> SavedView:
    gone = _("这个视图已经没有了，从列表里另选一个")
    return sharing.to_change(current, SavedView, view_id, gone)


def _named(session: Session, register: str, person_id: int, name: str) -> SavedView | None:
    return session.scalar(
        select(SavedView).where(
            SavedView.register == register,
            SavedView.person_id == person_id,
            SavedView.name == name,
        )
    )


def _name(text: str) -> str:
    name = clean(text)
    if not name:
        raise InvalidRecord({"name": _("还没有填写视图的名称")})
    if problem := too_long(name, NAME_LONGEST):
        raise InvalidRecord({"name": problem})
    return name


def _look(view: SavedView) -> Look:
    stored: dict[str, Any] = json.loads(view.filters)
    known = {name: stored[name] for name in Look.__dataclass_fields__ if name in stored}
    return Look(**known | {"columns": tuple(json.loads(view.columns or "[]"))})
