"""Paper: workbook templates, their filling and their PDF. This page is all that others call."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from app.services.forms.designs import f01
from app.services.forms.values import Finding, Form, FormData, FormValue, Options, Signature

if TYPE_CHECKING:
    from app.services.forms.filling import Filled

__all__ = [
    "CATALOGUE",
    "Finding",
    "Form",
    "FormData",
    "FormValue",
    "Options",
    "Signature",
    "check_template",
    "fill",
    "preload_fonts",
    "template_for",
    "to_pdf",
]

CATALOGUE: dict[str, Form] = {f01.FORM.code: f01.FORM}


def fill(form: Form, data: FormData, template: Path | None = None) -> "Filled":
    """One filled workbook; its `save(path)` writes the .xlsx."""
    from app.services.forms import filling  # postponed: openpyxl costs start-up time

    return filling.fill(form, data, template)


def to_pdf(
    filled: "Filled | Sequence[Filled]", path: Path, copies: Sequence[str] | None = None
) -> int:
    """Paint filled forms into one PDF, every copy (联) after the other; answers the pages."""
    from app.services.forms import pdf  # postponed: reportlab costs start-up time

    return pdf.to_pdf(filled, path, copies)


def check_template(form: Form, path: Path) -> list[Finding]:
    """What speaks against using this workbook as the template of a form."""
    from app.services.forms import check  # postponed: openpyxl costs start-up time

    return check.check_template(form, path)


def template_for(form: Form, hospital_folder: Path | None) -> tuple[Path, list[str]]:
    """The hospital's own template if it has a sound one, else ours, and why its own was not used."""
    from app.services.forms import check  # postponed: openpyxl costs start-up time

    return check.template_for(form, hospital_folder)


def preload_fonts() -> None:
    """Load the faces; meant for a worker thread at start."""
    from app.services.forms import fonts

    fonts.preload()
