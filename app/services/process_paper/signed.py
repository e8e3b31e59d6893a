"""Steps that were taken, as the forms of clause 四.5 need them: when, and whose name stands under them."""

from sqlalchemy import select

from app.clock import local
from app.i18n import _
from app.models.base import Record
from app.models.bookkeeping import StepEntry
from app.services.forms import Form, Signature
from app.services.people import signing
from app.services.world import ReadWorld


def step(world: ReadWorld, register: str, record: Record, *actions: str) -> StepEntry | None:
    """The last of these steps that a record took; a draft took none."""
    if not record.id:
        return None
    query = select(StepEntry).where(
        StepEntry.register == register, StepEntry.record_id == record.id,
        StepEntry.action.in_(actions),
    )  # fmt: skip
    return world.session.scalar(query.order_by(StepEntry.id.desc()).limit(1))


def signature(form: Form, name: str, entry: StepEntry | None) -> Signature:
    """The signature of a step; without one it is left to be signed by hand."""
    label = form.signatures[name]
    if entry is None:
        return Signature(label)
    note = "，".join(one for one in (signing.words(entry), _("系统留痕")) if one)
    return Signature(label, entry.person_name, local(entry.at).date(), note)
