"""What the forms of clause 四.5 say besides the record's own fields: checks, steps and records around it."""

from collections.abc import Callable, Mapping
from typing import Any

from app.services.forms import Form, FormValue
from app.services.process_paper import actions, errors, surgery
from app.services.registers.register import Register
from app.services.world import ReadWorld

_Reader = Callable[[ReadWorld, Form, Any], dict[str, FormValue]]
_READERS: Mapping[tuple[str, str], _Reader] = {
    ("surgery_exception", "F13"): surgery.of_exception,
    ("preop_check", "F13"): surgery.of_check,
    ("treatment_error", "F12"): errors.of_error,
    ("unqualified_participation", "F03"): actions.of_participation,
    ("outsourced_nonconformity", "F03"): actions.of_contractor,
}


def around(world: ReadWorld, kind: Register, form: Form, record: Any) -> dict[str, FormValue]:
    """Values by their names on paper; nothing for the forms of other clauses."""
    reader = _READERS.get((kind.name, form.code))
    return reader(world, form, record) if reader else {}
