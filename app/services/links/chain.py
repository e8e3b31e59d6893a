"""The chain around a record: where it came from, what came from it, and so on, in both directions."""

from collections import deque
from dataclasses import dataclass
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.models.base import Choice
from app.models.daily import RecordLink
from app.models.materials.supplier import Supplier
from app.services import access, values
from app.services.operations import Desk, actor_of
from app.services.registers import catalog
from app.services.registers.register import Register
from app.services.registers.world import Actor
from app.services.stock.stock_book import StockBook

NODES_MOST = 60

Key = tuple[str, int]


@dataclass(frozen=True)
class Node:
    """One record of the chain; `step` counts from the record looked at, negative towards its origin.

    What this person may not see has a register and nothing else.
    """

    register: str
    record_id: int
    step: int
    number: str = ""
    title: str = ""
    status: Choice | None = None

    @property
    def is_hidden(self) -> bool:
        return self.status is None


@dataclass(frozen=True)
class Chain:
    """The records and the pairs (source, target) between them, as places in `nodes`."""

    nodes: tuple[Node, ...]
    edges: tuple[tuple[int, int], ...]
    is_whole: bool = True


def around(desk: Desk, kind: Register, record_id: int) -> Chain:
    """Everything that hangs together with a record, the record itself first."""
    with desk.database.read() as session:
        actor = actor_of(session, desk.person_id)
        steps, pairs, is_whole = _walk(session, (kind.name, record_id))
        nodes = tuple(_node(session, actor, key, step) for key, step in steps.items())
        places = {key: place for place, key in enumerate(steps)}
        edges = tuple(
            (places[source], places[target])
            for source, target in sorted(pairs, key=lambda pair: (places[pair[0]], places[pair[1]]))
        )
        return Chain(nodes, edges, is_whole)


def neighbours(session: Session, actor: Actor, key: Key) -> list[Node]:
    """The records one step away: those it came from, then those that came from it."""
    found = []
    for source, target in _links(session, key):
        other, step = (target, 1) if source == key else (source, -1)
        if catalog.has(other[0]):
            found.append(_node(session, actor, other, step))
    return sorted(found, key=lambda one: one.step)


def _walk(session: Session, start: Key) -> tuple[dict[Key, int], set[tuple[Key, Key]], bool]:
    steps, pairs, waiting = {start: 0}, set[tuple[Key, Key]](), deque([start])
    is_whole = True
    while waiting:
        key = waiting.popleft()
        for source, target in _links(session, key):
            other, step = (target, steps[key] + 1) if source == key else (source, steps[key] - 1)
            if not catalog.has(other[0]):
                continue
            if other not in steps:
                if len(steps) >= NODES_MOST:
                    is_whole = False
                    continue
                steps[other] = step
                waiting.append(other)
            pairs.add((source, target))
    _set_apart(steps, pairs)
    return steps, pairs, is_whole


def _set_apart(steps: dict[Key, int], pairs: set[tuple[Key, Key]]) -> None:
    """What came from another stands further on than it, however short the way to it was."""
    for _round in steps:  # no chain is longer than it has records
        beside = [pair for pair in pairs if steps[pair[1]] <= steps[pair[0]]]
        for source, target in sorted(beside):
            if steps[target] > 0:
                steps[target] = steps[source] + 1
            else:
                steps[source] = steps[target] - 1
        if not beside:
            return


def _links(session: Session, key: Key) -> list[tuple[Key, Key]]:
    register, record_id = key
    query = select(
        RecordLink.source_register,
        RecordLink.source_id,
        RecordLink.target_register,
        RecordLink.target_id,
    ).where(
        or_(
            (RecordLink.source_register == register) & (RecordLink.source_id == record_id),
            (RecordLink.target_register == register) & (RecordLink.target_id == record_id),
        )
    )
    rows = session.execute(query.order_by(RecordLink.id))
    found = [((one[0], one[1]), (one[2], one[3])) for one in rows]
    supplier = _supplier_of(session, key)
    return found if supplier is None else [*found, (key, supplier)]


def _supplier_of(session: Session, key: Key) -> Key | None:
    """Goods lead to their supplier, who leads nowhere: what else they delivered is their file's."""
    kind = catalog.by_name(key[0])
    if "supplier_name" not in kind.by_name:
        return None
    model: Any = kind.model
    name = session.scalar(select(model.supplier_name).where(model.id == key[1]))
    supplier = StockBook(session).supplier(name)
    return (Supplier.__tablename__, supplier.id) if supplier else None


def _node(session: Session, actor: Actor, key: Key, step: int) -> Node:
    kind = catalog.by_name(key[0])
    model: Any = kind.model
    query = select(model).where(model.id == key[1], access.visible(actor, kind))
    record = session.scalar(query)
    if record is None:
        return Node(*key, step)
    return Node(*key, step, record.number, values.title(kind, record), record.status)
