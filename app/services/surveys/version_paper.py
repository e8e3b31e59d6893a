"""A version of a questionnaire as it would be handed out: to be looked at, not to be filled in."""

from app import clock
from app.i18n import _, source_language
from app.services import access, audit, printing
from app.services.forms import CATALOGUE, FormData
from app.services.operations import Desk, actor_of
from app.services.people import founding
from app.services.printing import PrintedForm
from app.services.survey_count.questionnaires import Version
from app.services.survey_paper.sheets import KINDS, questions
from app.services.templates import kept


def preview(desk: Desk, version: Version) -> PrintedForm:
    """The sheet of a version that may not even be kept yet. Raises NotAllowed."""
    code = next(code for code, kind in KINDS.items() if kind is version.kind)
    form = CATALOGUE[code]
    with desk.database.read() as session:
        actor = actor_of(session, desk.person_id)
        access.require(actor, access.Permission.PRINT_BLANK)
        template = kept.current(session, form, kept.forms_folder(desk.database))
        with source_language():
            data = FormData(
                questions(version), founding.hospital_name(desk.database), watermark=_("样张"),
                anchor=audit.anchor(session), printed_by=actor.name, printed_at=clock.now(),
            )  # fmt: skip
            name = _("样张")
    return printing.on_paper(form, [data], template, False, f"{code}-{name}")
