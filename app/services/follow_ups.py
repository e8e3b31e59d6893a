"""Duties of a record that no other record stands for: marked done by hand, with the paper's number."""

from app.errors import InvalidRecord, StepRefused
from app.i18n import _
from app.models.bookkeeping import FollowUp
from app.services import access, records
from app.services.operations import Changes, Operation, operation
from app.services.registers.register import Register
from app.services.text import clean


@operation("follow_up.finish")
def finish(
    current: Operation, kind: Register, record_id: int, follow_up_id: int, outcome: str
) -> Changes:
    """Write how a follow-up ended: the number of the sheet, who verified it, with what result (HR-02)."""
    record = records.fetch(current, kind, record_id)
    current.require(access.Permission.FINISH, record, kind)
    outcome = clean(outcome)
    if not outcome:
        raise InvalidRecord({"outcome": _("还没有填写办结情况：单据编号、谁验证的、是否有效")})
    owed = current.session.get_one(FollowUp, follow_up_id)
    if (owed.register, owed.record_id) != (kind.name, record_id):
        raise StepRefused(_("这一项不属于这件{item}").format(item=_(kind.item)))
    if owed.done_at is not None:
        raise StepRefused(_("这一项已经办结"))
    owed.done_at, owed.done_by_id, owed.outcome = current.now, current.actor.id, outcome
    current.why = outcome
    current.note("follow_up.finish", record, what=owed.kind, clause=owed.clause)
    changes = current.changes(record)
    return Changes(changes.tables | {kind.name}, record_id, record.number, record.version)
