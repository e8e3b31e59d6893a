"""Which workbook a form is filled into today, and which one a closed record keeps (DESIGN §8)."""

import hashlib
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from functools import lru_cache
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock, paths
from app.i18n import _
from app.models.daily import FormTemplate, FrozenForm
from app.services.forms import CATALOGUE, Form, template_for
from app.services.operations import Operation
from app.services.registers.register import Register
from app.services.storage.database import Database


class Origin(Enum):
    """Whose workbook it is: the program's, the hospital's, or one found in its folder of forms."""

    BUILT_IN = auto()
    OWN = auto()
    FOLDER = auto()


@dataclass(frozen=True)
class Template:
    """A workbook to fill. `kept_on` is the day a record was closed with it, if it is no more in use."""

    content: bytes
    sha256: str
    file_name: str
    origin: Origin
    notices: tuple[str, ...] = ()
    kept_on: date | None = None

    def words(self) -> str:
        """Whose template it is, for people."""
        own = _("本院模板“{file}”").format(file=self.file_name)
        whose = _("内置模板") if self.origin is Origin.BUILT_IN else own
        if self.kept_on is None:
            return whose
        return _("按结案时的表式（{day}，{whose}）").format(day=self.kept_on, whose=whose)


def forms_folder(database: Database) -> Path:
    """Where a hospital may put templates of its own: beside its database."""
    return (database.path.parent if database.path else paths.data_folder()) / "forms"


def current(session: Session, form: Form, folder: Path) -> Template:
    """What is filled today: the hospital's of the database, that of its folder, or ours."""
    row = session.execute(
        select(FormTemplate.sha256, FormTemplate.file_name, FormTemplate.content).where(
            FormTemplate.form == form.code, FormTemplate.active, ~FormTemplate.built_in
        )
    ).first()
    if row is not None:
        return Template(row.content, row.sha256, row.file_name, Origin.OWN)
    if _ours_is_wanted(session, form):
        return built_in(form)
    path, notices = template_for(form, folder)
    found = built_in(form) if path.parent == paths.FORMS else read(path, Origin.FOLDER)
    return Template(found.content, found.sha256, found.file_name, found.origin, tuple(notices))


def for_record(session: Session, kind: Register, form: Form, record: Any, folder: Path) -> Template:
    """What a record is printed with: as long as it is closed, what it was closed with."""
    today = current(session, form, folder)
    if record.status in kind.open_states:
        return today
    row = session.execute(
        select(
            FormTemplate.sha256, FormTemplate.file_name, FormTemplate.built_in,
            FormTemplate.content, FrozenForm.frozen_at,
        )
        .join(FrozenForm, FrozenForm.template_id == FormTemplate.id)
        .where(
            FrozenForm.register == kind.name, FrozenForm.record_id == record.id,
            FrozenForm.form == form.code,
        )
    ).first()  # fmt: skip
    if row is None or row.sha256 == today.sha256:
        return today
    origin = Origin.BUILT_IN if row.built_in else Origin.OWN
    day = clock.local(row.frozen_at).date()
    return Template(row.content, row.sha256, row.file_name, origin, kept_on=day)


def freeze(running: Operation, kind: Register, record: Any, source: Any) -> None:
    """Keep what a record is closed with, inside the operation that took it out of the open states.

    A record brought in closed keeps what is in use when its next step is taken.
    """
    if record.status in kind.open_states:
        return
    kept = {
        one.form: one
        for one in running.session.scalars(
            select(FrozenForm).where(
                FrozenForm.register == kind.name, FrozenForm.record_id == record.id
            )
        )
    }
    for code in kind.forms:
        if code in kept and source not in kind.open_states:
            continue
        template_id = _stored(running, CATALOGUE[code])
        if code in kept:
            kept[code].template_id, kept[code].frozen_at = template_id, running.now
        else:
            running.session.add(
                FrozenForm(
                    register=kind.name, record_id=record.id, form=code,
                    template_id=template_id, frozen_at=running.now,
                )
            )  # fmt: skip


def store(running: Operation, form: Form, template: Template) -> FormTemplate:
    """The row of this content: there once, whoever uses it."""
    row = running.session.scalar(
        select(FormTemplate).where(
            FormTemplate.form == form.code, FormTemplate.sha256 == template.sha256
        )
    )
    if row is None:
        row = FormTemplate(
            form=form.code, sha256=template.sha256, file_name=template.file_name,
            built_in=template.origin is Origin.BUILT_IN, added_at=running.now,
            added_by_id=running.actor.id, content=template.content,
        )  # fmt: skip
        running.session.add(row)
        running.session.flush()
    return row


def _stored(running: Operation, form: Form) -> int:
    """The row of what is in use today; its content is read only when there is none yet."""
    own = running.session.scalar(
        select(FormTemplate.id).where(
            FormTemplate.form == form.code, FormTemplate.active, ~FormTemplate.built_in
        )
    )
    if own is not None:
        return own
    assert running.database is not None
    today = current(running.session, form, forms_folder(running.database))
    known = running.session.scalar(
        select(FormTemplate.id).where(
            FormTemplate.form == form.code, FormTemplate.sha256 == today.sha256
        )
    )
    return known or store(running, form, today).id


def _ours_is_wanted(session: Session, form: Form) -> bool:
    """Whether somebody chose the built-in template although the folder may hold another one."""
    return (
        session.scalar(
            select(FormTemplate.id).where(
                FormTemplate.form == form.code, FormTemplate.active, FormTemplate.built_in
            )
        )
        is not None
    )


def built_in(form: Form) -> Template:
    """The program's own template."""
    return read(paths.FORMS / f"{form.code}.xlsx", Origin.BUILT_IN)


def read(path: Path, origin: Origin) -> Template:
    """A template in a file; read again only when the file changed."""
    stat = path.stat()
    return _read(path, stat.st_mtime_ns, stat.st_size, origin)


@lru_cache(maxsize=64)
def _read(path: Path, _changed: int, _size: int, origin: Origin) -> Template:
    content = path.read_bytes()
    return Template(content, hashlib.sha256(content).hexdigest(), path.name, origin)
