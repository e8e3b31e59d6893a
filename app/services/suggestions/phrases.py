"""常用语: sentences a person writes often in one field, own ones and those an office shares."""

from dataclasses import dataclass

from sqlalchemy import select

from app.errors import InvalidRecord
from app.i18n import _
from app.models.daily import Phrase
from app.services import access
from app.services.operations import Changes, Desk, Operation, actor_of, operation
from app.services.people import pinyin
from app.services.registers.register import Kind, Register
from app.services.suggestions import sharing
from app.services.text import clean

LONGEST = 500
# People remember how a sentence begins.
_LETTERS_OF = 40


@dataclass(frozen=True)
class PhraseView:
    """A phrase as it is offered; `may_change` says whether this person may rename or retire it."""

    id: int
    text: str
    initials: str
    is_shared: bool
    is_own: bool
    may_change: bool


@dataclass(frozen=True)
class Offered:
    """The phrases of a field, own ones first, and whether this person may share theirs."""

    phrases: tuple[PhraseView, ...]
    may_share: bool


def fields(kind: Register) -> tuple[str, ...]:
    """The fields that have phrases: words, but never those that say who somebody is."""
    return tuple(
        one.name
        for one in kind.fields
        if one.kind in (Kind.TEXT, Kind.LONG_TEXT) and not one.sensitive
    )


def offered(desk: Desk, kind: Register, field: str) -> Offered:
    """What this person may put into the field."""
    with desk.database.read() as session:
        actor = actor_of(session, desk.person_id)
        access.require(actor, access.Permission.READ)
        may_share = access.allowed(actor, access.Permission.SHARE_VIEW)
        found = session.scalars(
            select(Phrase)
            .where(
                Phrase.register == kind.name,
                Phrase.field == field,
                sharing.offered_to(actor, Phrase),
            )
            .order_by(Phrase.text)
        )
        known = [
            PhraseView(
                one.id,
                one.text,
                pinyin.initials(one.text[:_LETTERS_OF]),
                one.shared,
                one.person_id == actor.id,
                may_share if one.shared else one.person_id == actor.id,
            )
            for one in found
        ]
        return Offered(tuple(sorted(known, key=lambda one: not one.is_own)), may_share)


@operation("phrase.save")
def save(current: Operation, kind: Register, field: str, text: str) -> Changes:
    """Keep a sentence for a field; one that is offered already is not kept twice."""
    current.require(access.Permission.READ)
    if field not in fields(kind):
        raise InvalidRecord({"text": _("这一格写的是人的身份，不存常用语")})
    text = _text(text)
    phrase = current.session.scalar(
        select(Phrase).where(
            Phrase.register == kind.name,
            Phrase.field == field,
            Phrase.text == text,
            Phrase.person_id == current.actor.id,
        )
    )
    if phrase is None:
        phrase = Phrase(
            register=kind.name, field=field, person_id=current.actor.id, text=text, active=True
        )
        current.session.add(phrase)
    phrase.active = True
    return current.changes(phrase)


@operation("phrase.change")
def change(current: Operation, phrase_id: int, text: str) -> Changes:
    """Put a phrase into other words."""
    phrase = _own(current, phrase_id)
    phrase.text = _text(text)
    return current.changes(phrase)


@operation("phrase.share")
def share(current: Operation, phrase_id: int, is_shared: bool) -> Changes:
    """Offer a phrase to everybody who fills in the field, or to its author only."""
    phrase = _own(current, phrase_id)
    current.require(access.Permission.SHARE_VIEW)
    phrase.shared = is_shared
    return current.changes(phrase)


@operation("phrase.retire")
def retire(current: Operation, phrase_id: int) -> Changes:
    """Offer a phrase no longer; where it was written it stays."""
    phrase = _own(current, phrase_id)
    phrase.active = False
    return current.changes(phrase)


def _own(current: Operation, phrase_id: int) -> Phrase:
    gone = _("这条常用语已经没有了，从列表里另选一条")
    return sharing.to_change(current, Phrase, phrase_id, gone)


def _text(typed: str) -> str:
    text = clean(typed, lines=True).strip()
    if not text:
        raise InvalidRecord({"text": _("还没有写常用语的内容")})
    if len(text) > LONGEST:
        words = _("常用语最多 {limit} 字，现在 {n} 字：选中要留的几句再存").format(
            limit=LONGEST, n=len(text)
        )
        raise InvalidRecord({"text": words})
    return text
