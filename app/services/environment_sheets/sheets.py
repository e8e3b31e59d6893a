"""A paper of the environment that belongs to no record: filled, printed, and its printing audited."""

from collections.abc import Mapping, Sequence

from app import clock
from app.i18n import source_language
from app.services import access, audit, printing
from app.services.access import Permission
from app.services.forms import Form, FormData, FormValue
from app.services.operations import Desk, Operation, actor_of, operation
from app.services.people import founding
from app.services.printing import Over, PrintedForm
from app.services.slips import codes
from app.services.templates import kept


def on_paper(
    desk: Desk,
    form: Form,
    given: Mapping[str, FormValue],
    file_name: str,
    permission: Permission = Permission.PRINT,
    slips: Sequence[str] = (),
    over: Over | None = None,
) -> PrintedForm:
    """The paper as PDF and as workbook, with a slip's code where it has one. Raises NotAllowed.

    `over` paints what no cell holds.
    """
    with desk.database.read() as session:
        actor = actor_of(session, desk.person_id)
        access.require(actor, permission)
        name, anchor = actor.name, audit.anchor(session)
    slip = slips[0] if slips else None
    with source_language():
        data = FormData(
            given, founding.hospital_name(desk.database), anchor=anchor, printed_by=name,
            printed_at=clock.now(), slip=slip, qr=codes.slip_text(slip) if slip else None,
        )  # fmt: skip
        template = kept.built_in(form)
        return printing.on_paper(form, [data], template, (), file_name, slip or "", over)


@operation("environment.print")
def note_taken(current: Operation, what: str, digest: str, how: str) -> None:
    """Keep in the audit which of these papers was printed or saved, with the file's hash."""
    current.permit()
    current.event("environment.print", what=what, sha256=digest, how=how)
