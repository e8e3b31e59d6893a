"""How the columns of an old register were matched last time, found again by its headings."""

import json

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.daily import ImportLayout
from app.services import audit
from app.services.imports.mapping import Remembered, fingerprint, normal
from app.services.imports.report import ImportReport
from app.services.operations import Desk, Operation
from app.services.registers.register import Register


def load(desk: Desk, kind: Register) -> Remembered:
    """What is remembered for a register's files."""
    with desk.database.read() as session:
        return read(session, kind)


def read(session: Session, kind: Register) -> Remembered:
    """Fingerprint of the headings → normalised heading → field, empty for a column left out."""
    query = select(ImportLayout).where(ImportLayout.register == kind.name)
    return {one.headings_sha256: json.loads(one.mapping) for one in session.scalars(query)}


def keep(current: Operation, report: ImportReport) -> None:
    """Remember a match that people changed, inside the import's own operation."""
    if not report.given:
        return
    found = fingerprint(column.heading for column in report.table.columns)
    chosen = {normal(one.heading): one.field or "" for one in report.table.columns}
    text = audit.canonical(chosen).decode()
    layout = current.session.scalar(
        select(ImportLayout).where(
            ImportLayout.register == report.kind.name, ImportLayout.headings_sha256 == found
        )
    )
    if layout is None:
        current.session.add(
            ImportLayout(
                register=report.kind.name,
                headings_sha256=found,
                mapping=text,
                saved_at=current.now,
                saved_by_id=current.actor.id,
            )
        )
    elif layout.mapping != text:
        layout.mapping = text
        layout.saved_at = current.now
        layout.saved_by_id = current.actor.id
