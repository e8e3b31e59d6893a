"""F12 of an error of dispensing or treatment: what kind it was, what was done, whom the ward told."""

from app.clock import local
from app.i18n import _
from app.models.processes.treatment_error import ErrorKind, TreatmentError
from app.services.forms import Form, FormValue, Options, grammar
from app.services.world import ReadWorld

CATEGORIES = {ErrorKind.DISPENSING: "发药", ErrorKind.TREATMENT: "治疗"}


def of_error(world: ReadWorld, form: Form, error: TreatmentError) -> dict[str, FormValue]:
    """The boxes of F12 that the register keeps under other words."""
    categories = form.options["category"]
    ticked = {categories.index(CATEGORIES[error.kind])} if error.kind else set()
    done = (
        ("", error.patient_condition), (_("补救措施："), error.remedy),
        (_("抢救措施："), error.rescue),
    )  # fmt: skip
    told = ((_("医务科"), error.medical_told_at), (_("护理部"), error.nursing_told_at))
    return {
        "category": Options(categories, frozenset(ticked)),
        "patient_condition": "\n".join(f"{word}{text}" for word, text in done if text) or None,
        "office_told_at": "；".join(
            f"{office} {grammar.value_text(local(moment))}" for office, moment in told if moment
        ) or None,
    }  # fmt: skip
