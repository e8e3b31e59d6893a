"""物品目录: what is bought, kept by the offices; a lot is registered by choosing its item.

Nothing is removed, only taken out of use: lots of former years still point at their item.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.errors import InvalidRecord
from app.i18n import N_, _
from app.models.materials.item import Item, ItemCategory
from app.services import access, text
from app.services.operations import Changes, Desk, Operation, operation
from app.services.people import pinyin
from app.services.upkeep import item_tables, own_tables
from app.services.upkeep.item_tables import LIMITS, ItemTable
from app.services.upkeep.own_tables import Mistake

# People type how a name begins.
_LETTERS_OF = 24
NEEDED: Mapping[str, str] = {
    "code": N_("还没有写编码"), "name": N_("还没有写名称"), "category": N_("还没有选类别"),
    "unit": N_("还没有写单位"),
}  # fmt: skip


@dataclass(frozen=True)
class ItemView:
    """An item as it is listed and offered."""

    id: int
    code: str
    name: str
    category: ItemCategory
    specification: str
    model: str
    unit: str
    manufacturer: str
    registration_number: str
    implant: bool
    initials: str
    active: bool


@dataclass(frozen=True)
class Reading:
    """A table read without writing: what it says, and what would be new or other."""

    table: ItemTable
    new: int
    changed: tuple[str, ...]

    @property
    def mistakes(self) -> tuple[Mistake, ...]:
        """What is wrong with the table."""
        return self.table.mistakes


def items(desk: Desk) -> list[ItemView]:
    """The whole catalogue: what is in use first, by code."""
    columns = [getattr(Item, one.name) for one in fields(ItemView)]
    with desk.database.read() as session:
        rows = session.execute(select(*columns).order_by(Item.active.desc(), Item.code))
        return [ItemView(*row) for row in rows]


def read_table(desk: Desk, path: Path) -> Reading:
    """Read a table and say what is wrong with it and what it would change. Nothing is written.

    Raises FileProblem when the file cannot be read at all.
    """
    table = item_tables.read(path)
    known = {one.code: one for one in items(desk)}
    new = [one for one in table.items if one["code"] not in known]
    changed = [
        one["code"] for one in table.items
        if (before := known.get(one["code"])) is not None
        and (not before.active or any(asdict(before)[name] != one[name] for name in one))
    ]  # fmt: skip
    return Reading(table, len(new), tuple(changed))


@operation("item.import")
def import_table(current: Operation, reading: Reading) -> Changes:
    """Add what is new and change what is other; what the table does not name stays as it is.

    Raises InvalidRecord while the table has mistakes.
    """
    current.require(access.Permission.CONFIGURE)
    table = reading.table
    own_tables.refuse_mistakes(reading.mistakes)
    known = {one.code: one for one in current.session.scalars(select(Item))}
    for given in table.items:
        item = known.get(given["code"])
        if item is None:
            current.session.add(_made(given))
        else:
            _put(item, given)
            item.active = True
    current.event("item.import", file=table.file, sha256=table.sha256, items=len(table.items))
    return current.changes()


@operation("item.add")
def add(current: Operation, given: Mapping[str, Any]) -> Changes:
    """Add an item. Raises InvalidRecord with everything that is wrong."""
    current.require(access.Permission.CONFIGURE)
    wanted = _accepted(current.session, given, None)
    item = _made(wanted)
    current.session.add(item)
    return current.changes(item)


@operation("item.change")
def change(current: Operation, item_id: int, given: Mapping[str, Any], active: bool) -> Changes:
    """Change an item or take it out of use; lots keep what they were registered with."""
    current.require(access.Permission.CONFIGURE)
    item = current.session.get_one(Item, item_id)
    _put(item, _accepted(current.session, {"code": item.code, **given}, item_id))
    item.active = active
    return current.changes(item)


def _accepted(session: Session, given: Mapping[str, Any], own_id: int | None) -> dict[str, Any]:
    wanted = text.cleaned(given, LIMITS)
    wanted |= {"category": given.get("category"), "implant": bool(given.get("implant"))}
    problems = text.problems(wanted, NEEDED, LIMITS)
    if _twin(session, wanted["code"], own_id):
        problems["code"] = _("“{code}”已经有了，直接改那一种").format(code=wanted["code"])
    if problems:
        raise InvalidRecord(problems)
    wanted["category"] = ItemCategory(wanted["category"])
    return wanted


def _twin(session: Session, code: str, own_id: int | None) -> bool:
    query = select(func.count()).where(Item.code == code, Item.id.is_distinct_from(own_id))
    return bool(session.scalar(query))


def _made(given: Mapping[str, Any]) -> Item:
    return Item(**given, initials=pinyin.initials(given["name"][:_LETTERS_OF]), active=True)


def _put(item: Item, given: Mapping[str, Any]) -> None:
    if item.name != given["name"]:
        item.initials = pinyin.initials(given["name"][:_LETTERS_OF])
    for name, value in given.items():
        setattr(item, name, value)
