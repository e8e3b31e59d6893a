"""The history of a record out of the audit: who, when, which field, from what to what, why."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.i18n import N_, _
from app.models.bookkeeping import Attachment, AuditEntry, AuditValue
from app.models.organisation import Person
from app.services import access, audit, reading, records, values
from app.services.operations import Desk, actor_of
from app.services.people import directory
from app.services.registers.register import Register


@dataclass(frozen=True)
class HistoryEntry:
    """One entry of a record's history: who, when, what, from what to what, why."""

    seq: int
    at: datetime
    person: str
    workstation: str
    action: str
    label: str
    changes: tuple[tuple[str, str, str], ...]
    why: str
    facts: Mapping[str, Any]


def of_record(desk: Desk, kind: Register, record_id: int) -> list[HistoryEntry]:
    """Everything the audit holds about a record, newest first."""
    with desk.database.read() as session:
        actor = actor_of(session, desk.person_id)
        record = records.visible_record(session, actor, kind, record_id)
        _shown, masked = reading.masked_values(actor, kind, record)
        if not access.may_identify(actor, record, kind):
            masked |= {"attachment"}
        files = _files(session, kind, record_id, "attachment" in masked)
        names = directory.read(session).names()
        people = {p.staff_no: p.name for p in session.scalars(select(Person))}
        entries = session.execute(
            select(AuditEntry.seq, AuditEntry.body)
            .where(AuditEntry.object_uid == record.uid)
            .order_by(AuditEntry.seq.desc())
        ).all()
        changed: dict[int, list[AuditValue]] = {}
        for value in session.scalars(
            select(AuditValue).where(AuditValue.seq.in_([entry.seq for entry in entries]))
        ):
            changed.setdefault(value.seq, []).append(value)
        return [
            _history_entry(
                kind,
                _handed(_named(json.loads(one.body), files), names, people),
                changed.get(one.seq, []),
                people,
                names,
                masked,
            )
            for one in entries
        ]


def _files(session: Session, kind: Register, record_id: int, is_hidden: bool) -> dict[int, str]:
    query = select(Attachment.id, Attachment.name).where(
        Attachment.register == kind.name, Attachment.record_id == record_id
    )
    return {one.id: _("（不显示）") if is_hidden else one.name for one in session.execute(query)}


def _named(body: dict[str, Any], files: Mapping[int, str]) -> dict[str, Any]:
    """The name of the file that was looked at: the chain knows its number only."""
    if "attachment" not in body["facts"]:
        return body
    name = files.get(body["facts"]["attachment"], "")
    return body | {"facts": body["facts"] | {"attachment": name}}


def _handed(body: dict[str, Any], names: values.Names, people: Mapping[str, str]) -> dict[str, Any]:
    """How much of a lot went where, into whose hands: the chain knows ids only."""
    facts = body["facts"]
    if body["act"] != "stock.issue" or "department" not in facts:
        return body
    said = _("{n} 到{ward}，领用人{person}").format(
        n=facts["quantity"],
        ward=names.departments.get(facts["department"], ""),
        person=people.get(facts["receiver"], facts["receiver"]),
    )
    return body | {"facts": facts | {"said": said}}


def _history_entry(
    kind: Register,
    body: Mapping[str, Any],
    changed: Iterable[AuditValue],
    people: Mapping[str, str],
    names: values.Names,
    masked: frozenset[str],
) -> HistoryEntry:
    # A day asked for is the due day too: what reads the same is told once.
    lines, why = [], ""
    for value in changed:
        old, new = audit.read_stored(value.old), audit.read_stored(value.new)
        if value.field == "#why":
            why = str(new)
        elif value.field in kind.by_name:
            hide = value.field in masked
            lines.append(
                (
                    _(kind[value.field].label),
                    _readable(kind, value.field, old, names, hide),
                    _readable(kind, value.field, new, names, hide),
                )
            )
        elif value.field == "status":
            lines.append((_("状态"), _state(kind, old), _state(kind, new)))
        elif value.field in EXTRA_LABELS:
            both = (str(one or "") for one in (old, new))
            before, after = (values.mask(t) if t and value.field in masked else t for t in both)
            words = kind.heads.get(value.field, EXTRA_LABELS[value.field])
            lines.append((_(words), before, after))
    return HistoryEntry(
        body["seq"], datetime.fromisoformat(body["ts"]), people.get(body["actor"], body["actor"]),
        body["ws"], body["act"], _(ACTION_LABELS.get(body["act"], body["act"])), tuple(dict.fromkeys(lines)), why,
        body["facts"],
    )  # fmt: skip


EXTRA_LABELS = {
    "due_on": N_("反馈期限"), "void_reason": N_("作废原因"), "legal_hold": N_("涉诉冻结"), "number": N_("编号"),
    "original_number": N_("原编号"), "closed_on": N_("结案日期"), "archived_on": N_("归档日期"),
    "retain_until": N_("保存至"), "paused_on": N_("暂停计时"),
    "attachment": N_("附件"), "in_stock": N_("库存数"),
}  # fmt: skip


# What takes a record a step further: each of them has its entry in the trail.
MOVES = frozenset({"record.move", "supplier.suspend_expired"})

ACTION_LABELS = {
    "record.register": N_("登记"),
    "record.change": N_("修改"),
    "record.move": N_("办理"),
    "record.void": N_("作废"),
    "record.reveal": N_("查看完整信息"),
    "record.print": N_("打印、导出"),
    "record.masked_copy": N_("出脱敏副本"),
    "label.print": N_("打印标签"),
    "record.import": N_("补录"),
    "import.undo": N_("撤销导入"),
    "follow_up.finish": N_("后续事项办结"),
    "supplier.suspend_expired": N_("自动暂停"),
    "attachment.add": N_("添加附件"),
    "attachment.withdraw": N_("撤下附件"),
    "attachment.open": N_("查看附件"),
    "stock.issue": N_("发放"),
    "recall.raise": N_("召回追查登记"),
    "environment.round": N_("环境巡查"),
}


def _readable(kind: Register, name: str, value: Any, names: values.Names, hide: bool) -> str:
    if value in (None, "", []):
        return ""
    if hide:
        return values.mask(value)
    field = kind[name]
    if field.kind.value == "DATETIME":
        value = datetime.fromisoformat(value)
    return values.shown(field, value, names, kind)


def _state(kind: Register, value: str | None) -> str:
    return _(kind.status(value).label) if value else ""
