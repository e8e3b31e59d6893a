"""Adding a file to a record, looking at it, and taking it off with a reason."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import clock
from app.errors import FileProblem, InvalidRecord, NotAllowed, NotFound, StepRefused
from app.i18n import _
from app.models.bookkeeping import Attachment
from app.models.organisation import Person
from app.services import access, audit, records
from app.services.attachments import camera_notes, store
from app.services.attachments.kinds import BY_TYPE, FileKind, recognise
from app.services.attachments.names import kept
from app.services.operations import Changes, Desk, Operation, actor_of, operation
from app.services.registers.register import Register
from app.services.registers.world import Actor
from app.services.text import clean

SIZE_MOST = 20 * 1024 * 1024
_NOTE_LENGTH = 200


@dataclass(frozen=True)
class Prepared:
    """A file that was judged and put away; nothing names it yet."""

    name: str
    kind: FileKind
    size: int
    sha256: str
    path: Path


@dataclass(frozen=True)
class AttachmentView:
    """A file of a record as a list shows it. `withdrawn` is the reason why it was taken off."""

    id: int
    name: str
    kind: FileKind
    size: int
    sha256: str
    note: str
    added_at: datetime
    added_by: str
    withdrawn: str
    may_open: bool


@dataclass(frozen=True)
class Shelf:
    """All files of a record, those taken off last; and why this person may not add or take off."""

    files: tuple[AttachmentView, ...]
    no_adding: str
    no_withdrawing: str

    @property
    def count(self) -> int:
        """How many belong to the record now."""
        return sum(not one.withdrawn for one in self.files)


def add(
    desk: Desk,
    kind: Register,
    record_id: int,
    source: Path | bytes,
    name: str = "",
    note: str = "",
) -> Changes:
    """Add a file in one go. Raises FileProblem, in words, for what is not taken in."""
    return enter(desk, kind, record_id, prepare(desk, kind, record_id, source, name), note)


def prepare(
    desk: Desk, kind: Register, record_id: int, source: Path | bytes, name: str = ""
) -> Prepared:
    """Judge a file and put it away, before any transaction: the slow half of adding."""
    with desk.database.read() as session:
        actor = actor_of(session, desk.person_id)
        _require_adding(actor, kind, records.visible_record(session, actor, kind, record_id))
    name = kept(name or (source.name if isinstance(source, Path) else ""))
    content = _read(source, name) if isinstance(source, Path) else source
    _check_length(len(content), name)
    recognised = recognise(content, name)
    sha256 = store.put(desk.database, content)
    path = store.path_of(desk.database, sha256)
    return Prepared(name, recognised, len(content), sha256, path)


def _read(path: Path, name: str) -> bytes:
    try:
        if not path.is_file():
            raise FileProblem(
                _("“{name}”不是文件，没有添加。文件夹要逐个文件添加。").format(name=name)
            )
        with path.open("rb") as file:
            return file.read(SIZE_MOST + 1)
    except OSError as reason:
        raise FileProblem(
            _("“{name}”读不出来：没有权限、正被占用，或已经移走。").format(name=name)
        ) from reason


def _check_length(length: int, name: str) -> None:
    if length > SIZE_MOST:
        raise FileProblem(
            _("“{name}”超过 {limit} MB，没有添加。压缩或分成几个文件再添加。").format(
                name=name, limit=SIZE_MOST >> 20
            )
        )


def _require_adding(actor: Actor, kind: Register, record: Any) -> None:
    access.require(actor, access.Permission.CHANGE, record, kind, clock.now())
    if record.status in records.FINAL:
        raise StepRefused(_final(kind, record))


def _final(kind: Register, record: Any) -> str:
    return _("这件{item}已经{state}，不能再添加附件").format(
        item=_(kind.item), state=_(record.status.label)
    )


@operation("attachment.add")
def enter(
    current: Operation, kind: Register, record_id: int, prepared: Prepared, note: str = ""
) -> Changes:
    """Name a prepared file in a record; evidence may be added to closed and held records too."""
    record = records.fetch(current, kind, record_id)
    current.require(access.Permission.CHANGE, record, kind)
    _require_adding(current.actor, kind, record)
    note = clean(note)
    if len(note) > _NOTE_LENGTH:
        raise InvalidRecord({"note": _("说明最多 {limit} 字").format(limit=_NOTE_LENGTH)})
    # The sweep holds the same write lock: what is there now is there when this is kept.
    if not prepared.path.is_file():
        raise FileProblem(_("“{name}”的文件不见了，再添加一次。").format(name=prepared.name))
    current.session.add(
        Attachment(
            register=kind.name, record_id=record.id, name=prepared.name,
            media_type=prepared.kind.media_type, size=prepared.size, sha256=prepared.sha256,
            note=note or None, added_at=current.now, added_by_id=current.actor.id,
        )
    )  # fmt: skip
    return _told(current, kind, record, None, prepared.name)


@operation("attachment.withdraw")
def withdraw(
    current: Operation, kind: Register, record_id: int, attachment_id: int, reason: str
) -> Changes:
    """Mark a file as not belonging to the record, with the reason. The file itself stays."""
    record = records.fetch(current, kind, record_id)
    current.require(access.Permission.CHANGE, record, kind)
    if refusal := _no_withdrawing(current.actor, kind, record):
        raise StepRefused(refusal)
    attachment = _of(current.session, kind, record_id, attachment_id)
    reason = clean(reason)
    if not reason:
        raise InvalidRecord({"reason": _("还没有写撤下的原因")})
    if len(reason) > _NOTE_LENGTH:
        raise InvalidRecord({"reason": _("原因最多 {limit} 字").format(limit=_NOTE_LENGTH)})
    if attachment.withdrawn_reason:
        raise StepRefused(_("这个附件已经撤下"))
    attachment.withdrawn_reason = reason
    current.why = reason
    return _told(current, kind, record, attachment.name, None)


def _told(
    current: Operation, kind: Register, record: Any, old: str | None, new: str | None
) -> Changes:
    """The record's own history tells of its files; its fields and its version stay."""
    current.session.flush()
    current.entries.append(
        audit.Entry(current.name, kind.name, record.uid, record.version, {"attachment": (old, new)})
    )
    return Changes(frozenset({"attachment", kind.name}), record.id, record.number, record.version)


def content(desk: Desk, kind: Register, record_id: int, attachment_id: int) -> bytes:
    """The file, held against its hash; the look is recorded. Raises FileProblem, NotAllowed."""
    sha256, name = _look(desk, kind, record_id, attachment_id)
    return store.get(desk.database, sha256, name)


def copy(desk: Desk, kind: Register, record_id: int, attachment_id: int) -> bytes:
    """The file to take away. A photo goes without where and with what it was taken (T14).

    The original stays as it came, under its hash; evidence that is sealed or held for a court is
    handed out as it is, because only that can be held against its hash.
    """
    taken = content(desk, kind, record_id, attachment_id)
    with desk.database.read() as session:
        actor = actor_of(session, desk.person_id)
        record = records.visible_record(session, actor, kind, record_id)
        attachment = _of(session, kind, record_id, attachment_id)
        if is_evidence(kind, record):
            return taken
        media_type, name = attachment.media_type, attachment.name
    return camera_notes.without(taken, media_type, name)


def is_evidence(kind: Register, record: Any) -> bool:
    """Whether the files of a record are kept as evidence: sealed, or held for a court."""
    return record.status in kind.evidence_states or bool(getattr(record, "legal_hold", False))


@operation("attachment.open")
def _look(
    current: Operation, kind: Register, record_id: int, attachment_id: int
) -> tuple[str, str]:
    record = records.fetch(current, kind, record_id)
    current.permit()
    attachment = _of(current.session, kind, record_id, attachment_id)
    _require_opening(current.actor, kind, record, attachment)
    current.note("attachment.open", record, attachment=attachment.id)
    return attachment.sha256, attachment.name


def picture(desk: Desk, kind: Register, record_id: int, attachment_id: int) -> bytes:
    """A picture's bytes for its thumbnail, which is part of seeing the record."""
    with desk.database.read() as session:
        actor = actor_of(session, desk.person_id)
        record = records.visible_record(session, actor, kind, record_id)
        attachment = _of(session, kind, record_id, attachment_id)
        _require_opening(actor, kind, record, attachment)
        sha256, name = attachment.sha256, attachment.name
    return store.get(desk.database, sha256, name)


def listing(desk: Desk, kind: Register, record_id: int) -> Shelf:
    """The files of a record. Names are hidden from those who may not know who complained."""
    with desk.database.read() as session:
        actor = actor_of(session, desk.person_id)
        record = records.visible_record(session, actor, kind, record_id)
        rows = session.execute(
            select(Attachment, Person.name)
            .join(Person, Person.id == Attachment.added_by_id)
            .where(Attachment.register == kind.name, Attachment.record_id == record_id)
            .order_by(Attachment.withdrawn_reason.is_not(None), Attachment.id)
        ).all()
        files = tuple(
            _view(one, person, _may_open(actor, kind, record, one)) for one, person in rows
        )
        return Shelf(files, _no_adding(actor, kind, record), _no_withdrawing(actor, kind, record))


def count(session: Session, kind: Register, record_id: int) -> int:
    """How many files belong to a record, those taken off left out."""
    query = select(func.count()).where(
        Attachment.register == kind.name,
        Attachment.record_id == record_id,
        Attachment.withdrawn_reason.is_(None),
    )
    return session.scalar(query) or 0


def _view(one: Attachment, person: str, may_open: bool) -> AttachmentView:
    return AttachmentView(
        one.id, one.name if may_open else _("（不显示）"), BY_TYPE[one.media_type], one.size,
        one.sha256, (one.note or "") if may_open else "", one.added_at, person,
        one.withdrawn_reason or "", may_open,
    )  # fmt: skip


def _no_adding(actor: Actor, kind: Register, record: Any) -> str:
    if record.status in records.FINAL:
        return _final(kind, record)
    if not access.allowed(actor, access.Permission.CHANGE, record, kind, clock.now()):
        return _("您的角色只能看这件{item}").format(item=_(kind.item))
    return ""


def _no_withdrawing(actor: Actor, kind: Register, record: Any) -> str:
    if getattr(record, "legal_hold", False):
        return _("涉诉冻结中，附件只增不撤")
    if record.status in kind.evidence_states:
        return _("证据已封存，附件只增不撤（四.2.(3)④）")
    return _no_adding(actor, kind, record)


def _of(session: Session, kind: Register, record_id: int, attachment_id: int) -> Attachment:
    found = session.get(Attachment, attachment_id)
    if found is None or (found.register, found.record_id) != (kind.name, record_id):
        raise NotFound(_("这件{item}没有这个附件").format(item=_(kind.item)))
    return found


def _may_open(actor: Actor, kind: Register, record: Any, attachment: Attachment) -> bool:
    """A file may name who complained: seen by those who may see it, and by who added it."""
    if record.status == records.DISPOSED:
        return False
    if access.may_identify(actor, record, kind):
        return True
    return attachment.added_by_id == actor.id and not access.is_about(actor, record, kind)


def _require_opening(actor: Actor, kind: Register, record: Any, attachment: Attachment) -> None:
    if record.status == records.DISPOSED:
        raise NotFound(_("附件已随记录按保存期销毁"))
    if not _may_open(actor, kind, record, attachment):
        raise NotAllowed(_("附件里可能有投诉人和患者的身份，您的角色不能打开"))
