"""Known entries a line of words offers: items of the catalogue, suppliers on file; what each fills in."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.i18n import _
from app.models.materials.item import Item
from app.models.materials.material_lot import MaterialLot
from app.models.materials.supplier import Supplier
from app.services import access
from app.services.operations import Desk, actor_of
from app.services.people import pinyin
from app.services.registers.environment import judging
from app.services.registers.materials import supplier
from app.services.registers.parts import ITEMS, POINTS
from app.services.registers.register import Register
from app.services.surroundings import book

# What a person registered lately stands first.
OWN_LOTS = 50
_FILLED = (
    "category", "implant", "specification", "model", "unit", "manufacturer", "registration_number",
)  # fmt: skip
# The spelling of a supplier's name; its file is found by it.
_LETTERS_OF = 24


@dataclass(frozen=True)
class Known:
    """An entry: the words that are written, what is said of it, and what it fills in by field name."""

    name: str
    text: str
    beside: str
    initials: str
    fills: Mapping[str, Any]


def offered(desk: Desk, kind: Register) -> Mapping[str, tuple[Known, ...]]:
    """What the lines of a register offer, by field; the person's usual ones first."""
    with desk.database.read() as session:
        access.require(actor_of(session, desk.person_id), access.Permission.READ)
        return {
            name: _of(source, session, desk.person_id, kind) for name, source in kind.offers.items()
        }


def _of(source: str, session: Session, person_id: int, kind: Register) -> tuple[Known, ...]:
    if source == ITEMS:
        return _items(session, person_id, kind)
    return _points(session) if source == POINTS else _suppliers(session)


def _points(session: Session) -> tuple[Known, ...]:
    """The points of Table 4, by place, with what each says of itself."""
    found = book.standings(session, day=clock.today()).values()
    return tuple(
        Known(
            one.code,
            f"{one.subject} {one.place}",
            judging.in_words(one.limit, one.limit.wording) if one.limit else "",
            pinyin.initials(f"{one.subject}{one.place}"),
            {
                "subject": one.subject,
                "place": one.place,
                "responsible_department_id": one.responsible_id,
                "functional_department_id": one.supervising_id,
            },
        )
        for one in sorted(found, key=lambda one: (one.place, one.subject))
    )


def _items(session: Session, person_id: int, kind: Register) -> tuple[Known, ...]:
    own = session.scalars(
        select(MaterialLot.item_id)
        .where(MaterialLot.created_by_id == person_id, MaterialLot.item_id.is_not(None))
        .order_by(MaterialLot.id.desc())
        .limit(OWN_LOTS)
    )
    usual = Counter(own)
    # Columns, not objects: a catalogue may have tens of thousands of items.
    found = session.execute(
        select(*(getattr(Item, name) for name in ("id", "code", "name", "initials", *_FILLED)))
        .where(Item.active)
        .order_by(Item.name, Item.code)
    ).all()
    names = [name for name in _FILLED if name in kind.by_name]
    return tuple(
        Known(
            one.name,
            " ".join(part for part in (one.specification, one.model, one.manufacturer) if part),
            one.code,
            one.initials,
            {name: getattr(one, name) for name in names},
        )
        for one in sorted(found, key=lambda one: -usual[one.id])
    )


def _suppliers(session: Session) -> tuple[Known, ...]:
    """Those in good standing first; of the others it is said why no lot of theirs is accepted."""
    found = session.scalars(
        select(Supplier).where(Supplier.status != "VOIDED").order_by(Supplier.subject)
    )
    return tuple(
        Known(name, "", _(one.status.label), pinyin.initials(name[:_LETTERS_OF]), {})
        for one in sorted(found, key=lambda one: one.status not in supplier.IN_USE)
        if (name := one.subject or "")
    )
