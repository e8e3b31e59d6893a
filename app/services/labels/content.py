"""What the labels of records say now: read anew each time, so that no label is of an earlier state."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.errors import AppError
from app.i18n import _, source_language
from app.services import access, audit, values
from app.services.operations import Desk, actor_of
from app.services.people import directory, founding
from app.services.registers.parts import LabelFacts, LabelLine, StatusLabel
from app.services.registers.register import Field, Kind, Register
from app.services.registers.world import Actor
from app.services.slips import codes

AT_ONCE = 2000
_READ_TOGETHER = 500


@dataclass(frozen=True)
class Label:
    """A label ready to be drawn. `digest` tells whether the one stuck on still says the same."""

    record_id: int
    uid: str
    number: str
    content: StatusLabel
    hospital: str
    code: str
    digest: str


@dataclass(frozen=True)
class Unlabelled:
    """A record that has no label now, and why."""

    record_id: int
    uid: str
    number: str
    reason: str

    @property
    def words(self) -> str:
        """For a list of what was left out."""
        return _("{number}：{why}").format(number=self.number, why=self.reason)


@dataclass(frozen=True)
class Batch:
    """The labels of some records in their order, and those that have none."""

    labels: tuple[Label, ...]
    left_out: tuple[Unlabelled, ...] = ()


def read(desk: Desk, kind: Register, record_ids: Sequence[int]) -> Batch:
    """The labels of these records as they are now. Records a person may not see are not there."""
    if len(record_ids) > AT_ONCE:
        raise AppError(_("一次最多打印 {n} 张标签，先少选几件").format(n=AT_ONCE))
    hospital = founding.hospital_name(desk.database)
    with desk.database.read() as session:
        actor = actor_of(session, desk.person_id)
        names = directory.read(session).names()
        records = visible(session, actor, kind, record_ids)
        made = [_one(actor, kind, one, names, hospital) for one in records]
    return Batch(
        tuple(one for one in made if isinstance(one, Label)),
        tuple(one for one in made if isinstance(one, Unlabelled)),
    )


def visible(session: Session, actor: Actor, kind: Register, record_ids: Sequence[int]) -> list[Any]:
    """The records among these that a person may see, in the order asked for."""
    model: Any = kind.model
    found: dict[int, Any] = {}
    for start in range(0, len(record_ids), _READ_TOGETHER):
        some = record_ids[start : start + _READ_TOGETHER]
        query = select(model).where(model.id.in_(some), access.visible(actor, kind))
        found |= {one.id: one for one in session.scalars(query)}
    return [found[one] for one in record_ids if one in found]


def of_record(
    actor: Actor, kind: Register, record: Any, names: values.Names, hospital: str = ""
) -> Label | Unlabelled:
    """The label of one record, or why it has none."""
    return _one(actor, kind, record, names, hospital)


def _one(
    actor: Actor, kind: Register, record: Any, names: values.Names, hospital: str
) -> Label | Unlabelled:
    if not access.allowed(actor, access.Permission.LABEL, record, kind):
        reason = _("您的角色不能打印这件{item}的标识").format(item=_(kind.item))
        return Unlabelled(record.id, record.uid, record.number, reason)
    assert kind.label is not None
    with source_language():
        made = kind.label(record, _facts(kind, record, names))
    if isinstance(made, str):
        # Said on screen, so in the language of the window.
        said = kind.label(record, _facts(kind, record, names))
        return Unlabelled(record.id, record.uid, record.number, str(said))
    return Label(
        record.id, record.uid, record.number, made, hospital, codes.record_text(record.number),
        _digest(made),
    )  # fmt: skip


def _facts(kind: Register, record: Any, names: values.Names) -> LabelFacts:
    shown = {
        one.name: values.shown(one, getattr(record, one.name), names, kind)
        for one in kind.fields
        if _may_stand(one)
    }
    return LabelFacts(shown, names.people, clock.today())


def _may_stand(field: Field) -> bool:
    """A label hangs where everybody passes: nothing that names a patient, no tales."""
    return not field.sensitive and not field.lines and field.kind is not Kind.LONG_TEXT


def _digest(content: StatusLabel) -> str:
    """The same as long as kind and goods are: a shelf or a name added makes no label wrong."""
    lines = [[one.word, one.text] for one in content.lines if one.rank == 0]
    return hashlib.sha256(audit.canonical([content.kind.value, lines])).hexdigest()


def lines_of(label: Label, by: str) -> tuple[LabelLine, ...]:
    """The lines on paper: those of the record, and who marked the goods when (F10)."""
    if not by:
        return label.content.lines
    marked = f"{by}  {clock.today():%Y-%m-%d}"
    return (*label.content.lines, LabelLine("标识", marked, 9))
