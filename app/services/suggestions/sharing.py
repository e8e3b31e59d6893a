"""What somebody keeps for themselves or an office shares with everybody: phrases and views."""

from typing import TypeVar

from sqlalchemy import ColumnElement, and_, or_

from app.errors import AppError
from app.models.bookkeeping import SavedView
from app.models.daily import Phrase
from app.services import access
from app.services.operations import Operation
from app.services.registers.world import Actor

Entry = TypeVar("Entry", Phrase, SavedView)


def offered_to(actor: Actor, model: type[Entry]) -> ColumnElement[bool]:
    """Those in use that are this person's own, or shared."""
    return and_(model.active, or_(model.person_id == actor.id, model.shared))


def to_change(current: Operation, model: type[Entry], entry_id: int, gone: str) -> Entry:
    """The entry, if it is this person's; a shared one also if the person may share.

    Raises NotAllowed, and AppError with the sentence `gone` for what is not there for this person.
    """
    current.require(access.Permission.READ)
    entry = current.session.get(model, entry_id)
    is_own = entry is not None and entry.person_id == current.actor.id
    if entry is None or not entry.active or not (is_own or entry.shared):
        raise AppError(gone)
    if entry.shared:
        current.require(access.Permission.SHARE_VIEW)
    return entry
