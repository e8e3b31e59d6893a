"""The care of templates: what each form uses, examining another workbook, taking it into use."""

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import paths
from app.errors import FileProblem, InvalidRecord, NotFound
from app.i18n import _
from app.models.daily import FormTemplate, FrozenForm
from app.models.organisation import Person
from app.services import access
from app.services.forms import CATALOGUE, Finding, Form, check_template, template_for
from app.services.operations import Changes, Desk, Operation, operation
from app.services.templates import kept
from app.services.templates.kept import Origin, Template


@dataclass(frozen=True)
class Version:
    """A workbook kept for a form: since when, by whom, and how many records were closed with it."""

    id: int
    file_name: str
    built_in: bool
    active: bool
    added_at: datetime
    added_by: str
    closed: int


@dataclass(frozen=True)
class FormRow:
    """A form and whose template it is filled into. `offered` is a file of the folder not yet kept."""

    form: Form
    origin: Origin
    file_name: str
    problems: tuple[str, ...]
    offered: Path | None
    versions: tuple[Version, ...]


@dataclass(frozen=True)
class Examined:
    """A workbook somebody wants to use for a form, with everything found in it."""

    form: Form
    template: Template
    findings: tuple[Finding, ...]

    @property
    def is_sound(self) -> bool:
        """Whether it may be taken into use."""
        return not any(one.fatal for one in self.findings)


def overview(desk: Desk) -> list[FormRow]:
    """Every form of the catalogue with what it is filled into."""
    folder = kept.forms_folder(desk.database)
    with desk.database.read() as session:
        versions = _versions(session)
        return [_row(session, form, folder, versions) for form in CATALOGUE.values()]


def _row(
    session: Session, form: Form, folder: Path, versions: Mapping[str, list[Version]]
) -> FormRow:
    today = kept.current(session, form, folder)
    path, notices = template_for(form, folder)
    known = set(
        session.scalars(
            select(FormTemplate.sha256).where(
                FormTemplate.form == form.code, ~FormTemplate.built_in
            )
        )
    )
    is_there = path.parent != paths.FORMS
    offered = path if is_there and kept.read(path, Origin.FOLDER).sha256 not in known else None
    return FormRow(
        form, today.origin, today.file_name, tuple(notices), offered,
        tuple(versions.get(form.code, ())),
    )  # fmt: skip


def _versions(session: Session) -> dict[str, list[Version]]:
    closed = {
        template_id: count
        for template_id, count in session.execute(
            select(FrozenForm.template_id, func.count()).group_by(FrozenForm.template_id)
        )
    }
    found: dict[str, list[Version]] = {}
    rows = session.execute(
        select(
            FormTemplate.id, FormTemplate.form, FormTemplate.file_name, FormTemplate.built_in,
            FormTemplate.active, FormTemplate.added_at, Person.name,
        )
        .join(Person, Person.id == FormTemplate.added_by_id)
        .order_by(FormTemplate.id.desc())
    )  # fmt: skip
    for row in rows:
        version = Version(
            row.id, row.file_name, row.built_in, row.active, row.added_at, row.name,
            closed.get(row.id, 0),
        )  # fmt: skip
        found.setdefault(row.form, []).append(version)
    return found


def examine(_desk: Desk, code: str, path: Path) -> Examined:
    """Read a workbook and say everything that speaks against it. Nothing is written.

    Raises FileProblem when the file cannot be read at all.
    """
    form = CATALOGUE[code]
    try:
        template = kept.read(path, Origin.OWN)
    except OSError as problem:
        raise FileProblem(
            _("“{path}”打不开：{reason}。确认文件在原处并且没有被别的程序占用。").format(
                path=path, reason=problem.strerror or type(problem).__name__
            )
        ) from problem
    return Examined(form, template, tuple(check_template(form, path)))


@operation("template.install")
def install(current: Operation, examined: Examined) -> Changes:
    """Take a workbook into use for its form. Raises InvalidRecord while it is not sound."""
    current.require(access.Permission.CONFIGURE)
    found = [str(one) for one in _check_again(examined) if one.fatal]
    if found:
        raise InvalidRecord({"file": "；".join(found)})
    row = kept.store(current, examined.form, examined.template)
    _use(current, row)
    return current.changes()


def _check_again(examined: Examined) -> list[Finding]:
    """What is stored is what is checked: the file may have changed since it was looked at."""
    with tempfile.TemporaryDirectory(prefix="quality-desk-") as folder:
        path = Path(folder, f"{examined.form.code}.xlsx")
        path.write_bytes(examined.template.content)
        return check_template(examined.form, path)


@operation("template.restore")
def restore(current: Operation, code: str) -> Changes:
    """Fill the program's own template again, whatever lies in the folder."""
    current.require(access.Permission.CONFIGURE)
    form = CATALOGUE[code]
    _use(current, kept.store(current, form, kept.built_in(form)))
    return current.changes()


@operation("template.use_again")
def use_again(current: Operation, template_id: int) -> Changes:
    """Fill a template that was used before."""
    current.require(access.Permission.CONFIGURE)
    row = current.session.get(FormTemplate, template_id)
    if row is None:
        raise NotFound(_("没有这一版模板，刷新后再选"))
    _use(current, row)
    return current.changes()


def _use(current: Operation, row: FormTemplate) -> None:
    others = select(FormTemplate).where(
        FormTemplate.form == row.form, FormTemplate.active, FormTemplate.id != row.id
    )
    for other in current.session.scalars(others):
        other.active = False
    row.active = True


def version_template(desk: Desk, template_id: int) -> Template:
    """A kept workbook, to look at it with sample values."""
    with desk.database.read() as session:
        row = session.execute(
            select(
                FormTemplate.sha256, FormTemplate.file_name, FormTemplate.built_in,
                FormTemplate.content,
            ).where(FormTemplate.id == template_id)
        ).first()  # fmt: skip
    if row is None:
        raise NotFound(_("没有这一版模板，刷新后再选"))
    origin = Origin.BUILT_IN if row.built_in else Origin.OWN
    return Template(row.content, row.sha256, row.file_name, origin)
