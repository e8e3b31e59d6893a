"""Paper: workbook templates, their filling and their PDF. This page is all that others call."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from app.services.forms.designs import (
    f01,
    f01r,
    f02,
    f03,
    f04,
    f05,
    f06,
    f07,
    f08,
    f09,
    f11,
    f11a,
    f12,
    f21,
    ward_sheet,
)
from app.services.forms.designs.environment import f14, out_list, round_sheet, table4, trend_sheet
from app.services.forms.designs.processes import f13
from app.services.forms.designs.reports import f18, f19, f20, f20m, meeting
from app.services.forms.designs.surveys import f15, f16, f17, f22
from app.services.forms.values import (
    Chart,
    Finding,
    Form,
    FormData,
    FormValue,
    Options,
    Signature,
    copy_name,
)

if TYPE_CHECKING:
    from app.services.forms.filling import Filled

__all__ = [
    "CATALOGUE",
    "MEETING",
    "OUT_LIST",
    "ROUND_SHEET",
    "TABLE4",
    "TREND_SHEET",
    "WARD_SHEET",
    "Chart",
    "Finding",
    "Form",
    "FormData",
    "FormValue",
    "Options",
    "Signature",
    "check_template",
    "copy_name",
    "fill",
    "template_for",
    "to_pdf",
]

_OF_RECORDS = (
    f01, f01r, f02, f03, f04, f05, f06, f07, f08, f09, f11, f11a, f12, f13, f14, f15, f16, f17, f18,
    f19, f20, f20m, f21, f22,
)  # fmt: skip
CATALOGUE: dict[str, Form] = {design.FORM.code: design.FORM for design in _OF_RECORDS}
# No record's, so not of those a hospital may draw itself.
WARD_SHEET, MEETING = ward_sheet.FORM, meeting.FORM
TABLE4, ROUND_SHEET = table4.FORM, round_sheet.FORM
TREND_SHEET, OUT_LIST = trend_sheet.FORM, out_list.FORM


def fill(form: Form, data: FormData, template: Path | bytes | None = None) -> "Filled":
    """One filled workbook; its `save(path)` writes the .xlsx."""
    from app.services.forms.filling import fill as run  # postponed: openpyxl

    return run(form, data, template)


def to_pdf(
    filled: "Filled | Sequence[Filled]", path: Path, copies: Sequence[str] | None = None
) -> int:
    """Paint filled forms into one PDF, every copy (联) after the other; answers the pages."""
    from app.services.forms.pdf import to_pdf as run  # postponed: reportlab

    return run(filled, path, copies)


def check_template(form: Form, path: Path) -> list[Finding]:
    """What speaks against using this workbook as the template of a form."""
    from app.services.forms.check import check_template as run  # postponed: openpyxl

    return run(form, path)


def template_for(form: Form, hospital_folder: Path | None) -> tuple[Path, list[str]]:
    """`F01.xlsx` in the hospital's folder of templates if it is sound, else ours, and why."""
    from app.services.forms.check import template_for as run  # postponed: openpyxl

    return run(form, hospital_folder)
