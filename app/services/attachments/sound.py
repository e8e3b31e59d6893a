"""Whether attached files are whole, and clearing away those that no record names."""

import contextlib
from pathlib import Path

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.i18n import _
from app.models.bookkeeping import Attachment, Disposal
from app.services.attachments import store
from app.services.attachments.kinds import BY_TYPE
from app.services.operations import Desk, Operation, operation
from app.services.registers import catalog
from app.services.storage.database import Database


def problems(session: Session, database: Database) -> list[str]:
    """Every attached file that is gone or was changed; told by its record, not by its name."""
    found: dict[str, str | None] = {}
    lines = []
    for one in session.scalars(_kept().order_by(Attachment.id)):
        if one.sha256 not in found:
            found[one.sha256] = store.problem(database, one.sha256)
        if what := found[one.sha256]:
            record = session.get(catalog.by_name(one.register).model, one.record_id)
            lines.append(
                _("{number} 的附件（{kind}，{file}）：{what}。从备份里找回。").format(
                    number=getattr(record, "number", one.record_id),
                    kind=_(BY_TYPE[one.media_type].label), file=one.sha256[:12], what=what,
                )
            )  # fmt: skip
    return lines


def sweep(desk: Desk) -> int:
    """Remove files older than 24 hours that no record names; answers how many.

    A folder that another database may share is left alone.
    """
    if not store.folder(desk.database).is_dir() or store.is_shared(desk.database):
        return 0
    with desk.database.read() as session:
        free = _free(session, desk.database)
    return _sweep(desk, desk.database) if free else 0


@operation("attachment.sweep")
def _sweep(current: Operation, database: Database) -> int:
    """Under the write lock, so that nothing names a file while it goes."""
    current.permit()
    gone = 0
    for path in _free(current.session, database):
        with contextlib.suppress(OSError):  # open elsewhere: the next sweep finds it again
            path.unlink()
            gone += 1
    if gone:
        current.event("attachment.sweep", files=gone)
    return gone


def _free(session: Session, database: Database) -> list[Path]:
    named = {one.sha256 for one in session.scalars(_kept())}
    return [
        path for path in store.stored(database) if path.name not in named and store.is_old(path)
    ]


def _kept() -> Select[Attachment]:
    """What has to be there: all but the files of records whose disposal was approved."""
    disposed = select(Disposal.object_uid).where(Disposal.object_uid == Attachment.uid)
    return select(Attachment).where(~disposed.exists())
