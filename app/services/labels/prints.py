"""How often a label was printed, by whom, and whether the one stuck on still says what holds now."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import NotFound
from app.i18n import _
from app.models.bookkeeping import AuditEntry
from app.models.organisation import Person
from app.services import access
from app.services.labels import content
from app.services.labels.content import Label, Unlabelled
from app.services.operations import Desk, Operation, actor_of, operation
from app.services.people import directory
from app.services.registers.parts import LabelKind
from app.services.registers.register import Register

ACTION = "label.print"
_MARK = f'"act":"{ACTION}"'.encode()
_READ_TOGETHER = 500


@dataclass(frozen=True)
class LastPrint:
    """The last label of a record that went out: which it was, when, by whom, the how many-th."""

    kind: LabelKind
    digest: str
    at: datetime
    person: str
    times: int


@dataclass(frozen=True)
class Standing:
    """A record's label now, and the last one that went out."""

    label: Label | Unlabelled
    last: LastPrint | None

    @property
    def is_outdated(self) -> bool:
        """Whether the label that went out last says what does not hold any more."""
        now = self.label.digest if isinstance(self.label, Label) else ""
        return self.last is not None and self.last.digest != now

    @property
    def words(self) -> str:
        """What to do about the label that is stuck on; empty while it holds."""
        if self.last is None or not self.is_outdated:
            return ""
        stuck = _(self.last.kind.label)
        if isinstance(self.label, Unlabelled):
            return _("贴着的“{old}”已经作废，揭下来").format(old=stuck)
        now = self.label.content.kind
        if now is self.last.kind:
            return _("内容已改，换标签")
        return _("状态已变，换标签：{old} → {new}").format(old=stuck, new=_(now.label))


@dataclass(frozen=True)
class Noted:
    """What was kept of a print; `outdated` are the numbers that changed while they were printed."""

    count: int
    outdated: tuple[str, ...] = ()


def standings(desk: Desk, kind: Register, record_ids: Sequence[int]) -> list[Standing]:
    """The labels of these records as they are now, and what went out of each last."""
    batch = content.read(desk, kind, record_ids)
    every: list[Label | Unlabelled] = [*batch.labels, *batch.left_out]
    made = {one.record_id: one for one in every}
    with desk.database.read() as session:
        known = last_prints(session, [one.uid for one in made.values()])
    return [
        Standing(made[one], known.get(made[one].uid)) for one in record_ids if one in made
    ]  # fmt: skip


def last_prints(session: Session, uids: Sequence[str]) -> dict[str, LastPrint]:
    """The last print of each record that ever had one."""
    newest: dict[str, Mapping[str, Any]] = {}
    for start in range(0, len(uids), _READ_TOGETHER):
        some = uids[start : start + _READ_TOGETHER]
        query = (
            select(AuditEntry.object_uid, AuditEntry.body)
            .where(AuditEntry.object_uid.in_(some))
            .order_by(AuditEntry.seq)
        )
        for uid, body in session.execute(query):
            # Most entries are others: only those of labels are read.
            if uid is not None and _MARK in body:
                newest[uid] = json.loads(body)
    wanted = {body["actor"] for body in newest.values()}
    query_people = select(Person.staff_no, Person.name).where(Person.staff_no.in_(wanted))
    people: dict[str, str] = {one.staff_no: one.name for one in session.execute(query_people)}
    return {
        uid: LastPrint(
            LabelKind(body["facts"]["label"]), body["facts"]["digest"],
            datetime.fromisoformat(body["ts"]), people.get(body["actor"], body["actor"]),
            body["facts"]["times"],
        )
        for uid, body in newest.items()
    }  # fmt: skip


@operation("label.print")
def note(
    current: Operation,
    kind: Register,
    labels: Sequence[Label],
    size: str,
    how: str,
    copies: int = 1,
    sha256: str = "",
) -> Noted:
    """Keep with each record that its label went out, the how many-th time, and the file's hash.

    Says whose state changed in the meantime: what was printed for them must not be stuck on.
    """
    current.permit()
    session = current.session
    ids = [one.record_id for one in labels]
    records = {one.id: one for one in content.visible(session, current.actor, kind, ids)}
    known = last_prints(session, [one.uid for one in labels])
    names = directory.read(session).names()
    outdated = []
    for label in labels:
        record = records.get(label.record_id)
        if record is None:
            raise NotFound(_("{number} 已不在您能看的范围里").format(number=label.number))
        current.require(access.Permission.LABEL, record, kind)
        now = content.of_record(current.actor, kind, record, names)
        if not isinstance(now, Label) or now.digest != label.digest:
            outdated.append(label.number)
        last = known.get(label.uid)
        current.note(
            ACTION, record, label=label.content.kind.value, digest=label.digest, size=size,
            how=how, copies=copies, sha256=sha256, times=(last.times if last else 0) + 1,
        )  # fmt: skip
    return Noted(len(labels), tuple(outdated))


def marker(desk: Desk) -> str:
    """Who marks the goods: the name on the label (F10, 标识人)."""
    with desk.database.read() as session:
        return actor_of(session, desk.person_id).name
