"""Beginning a new record with what another one says of the circumstances."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.errors import StepRefused
from app.i18n import _
from app.services import access, reading, records, values
from app.services.operations import Desk, actor_of
from app.services.registers.register import Register


@dataclass(frozen=True)
class Copied:
    """What a new record takes over, and the number of the record it comes from."""

    number: str
    values: Mapping[str, Any]


def possible(desk: Desk, kind: Register, status: str) -> bool:
    """Whether this person may begin a new record with one in this state."""
    with desk.database.read() as session:
        actor = actor_of(session, desk.person_id)
        may_register = access.allowed(actor, access.Permission.REGISTER)
    return may_register and bool(kind.copied) and status != records.DISPOSED


def copied(desk: Desk, kind: Register, record_id: int) -> Copied:
    """The values the register lets a new record take over; nothing is stored.

    Never what identifies a person, however the register is written.
    """
    with desk.database.read() as session:
        actor = actor_of(session, desk.person_id)
        access.require(actor, access.Permission.REGISTER)
        record = records.visible_record(session, actor, kind, record_id)
        if record.status.value == records.DISPOSED:
            raise StepRefused(
                _("这件{item}的内容已按保存期销毁，没有可以复制的").format(item=_(kind.item))
            )
        names = [name for name in kind.copied if not kind[name].sensitive]
        shown, _masked = reading.masked_values(actor, kind, record, [kind[name] for name in names])
        filled = {name: one for name, one in shown.items() if not values.is_empty(one)}
        return Copied(record.number, filled)
