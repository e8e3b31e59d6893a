"""系统 › 相关文件: the documents the procedure refers to, with the hospital's numbers and revisions."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import InvalidRecord
from app.i18n import N_, _
from app.models.daily import ReferenceDocument
from app.services import access, defaults, text
from app.services.operations import Changes, Desk, Operation, operation

_MISSING = {"title": N_("还没有写文件名称")}
LIMITS = {"number": 60, "title": 120, "revision": 20, "note": 200}


@dataclass(frozen=True)
class DocumentView:
    """A document as the page lists it."""

    id: int
    number: str
    title: str
    revision: str
    effective_on: date | None
    note: str
    active: bool


def documents(desk: Desk) -> list[DocumentView]:
    """Every document, those in force first, in the order of the procedure."""
    query = select(ReferenceDocument).order_by(
        ReferenceDocument.active.desc(), ReferenceDocument.id
    )
    with desk.database.read() as session:
        return [
            DocumentView(
                one.id, one.number, one.title, one.revision, one.effective_on, one.note or "",
                one.active,
            )
            for one in session.scalars(query)
        ]  # fmt: skip


@operation("document.load_defaults")
def load_defaults(current: Operation) -> Changes:
    """Put in the procedure's own list where there is none yet: a database of an earlier version."""
    current.require(access.Permission.CONFIGURE)
    if current.session.scalar(select(ReferenceDocument.id).limit(1)) is None:
        current.session.add_all(ReferenceDocument(title=one) for one in defaults.documents())
    return current.changes()


@operation("document.add")
def add(
    current: Operation,
    title: str,
    number: str = "",
    revision: str = "",
    effective_on: date | None = None,
    note: str = "",
) -> Changes:
    """Add a document."""
    current.require(access.Permission.CONFIGURE)
    words = _words(current.session, title, number, revision, note, None)
    document = ReferenceDocument(effective_on=effective_on, **words)
    current.session.add(document)
    return current.changes(document)


@operation("document.change")
def change(
    current: Operation,
    document_id: int,
    title: str,
    number: str,
    revision: str,
    effective_on: date | None,
    note: str,
    active: bool,
) -> Changes:
    """Change number, revision or date, or take a document out of use; it stays in the list."""
    current.require(access.Permission.CONFIGURE)
    document = current.session.get_one(ReferenceDocument, document_id)
    for name, words in _words(current.session, title, number, revision, note, document_id).items():
        setattr(document, name, words)
    document.effective_on, document.active = effective_on, active
    return current.changes(document)


def _words(
    session: Session, title: str, number: str, revision: str, note: str, own_id: int | None
) -> dict[str, str]:
    given = {"title": title, "number": number, "revision": revision, "note": note}
    words = text.cleaned(given, LIMITS)
    problems = text.problems(words, _MISSING, LIMITS)
    twin = session.scalar(
        select(ReferenceDocument.id).where(
            ReferenceDocument.title == words["title"],
            ReferenceDocument.revision == words["revision"],
        )
    )
    if twin is not None and twin != own_id:
        problems["title"] = _("“{title}”的这个版本已经有了").format(title=words["title"])
    if problems:
        raise InvalidRecord(problems)
    return words
