"""Signing in place: a second person takes a step at a colleague's desk with 工号 and password."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from app.i18n import _
from app.models.bookkeeping import StepEntry
from app.models.organisation import Person
from app.services import records
from app.services.operations import Changes, Desk
from app.services.people import accounts
from app.services.registers.register import Register
from app.services.registers.world import Meaning


@dataclass(frozen=True)
class Signer:
    """Who signs, with the password typed just now; never kept."""

    staff_no: str
    password: str

    def __repr__(self) -> str:
        return f"Signer({self.staff_no})"


def words(entry: StepEntry) -> str:
    """What a signature says beside its name: its meaning, for whom, at whose session."""
    meaning = Meaning(entry.meaning) if entry.meaning else Meaning.AUTHORSHIP
    said = [
        "" if meaning is Meaning.AUTHORSHIP else _(meaning.label),
        _("代{name}").format(name=entry.acting_for) if entry.acting_for else "",
        _("在{name}当班时签").format(name=entry.session_person) if entry.session_person else "",
    ]
    return "，".join(one for one in said if one)


def own_staff_no(desk: Desk) -> str:
    """The 工号 of the person whose session it is."""
    with desk.database.read() as session:
        return session.scalar(select(Person.staff_no).where(Person.id == desk.person_id)) or ""


def move(
    desk: Desk,
    signer: Signer,
    kind: Register,
    record_id: int,
    version: int,
    action: str,
    given: Mapping[str, Any] | None = None,
    note: str = "",
) -> Changes:
    """Take a step as the person who signs; whose session it is stands beside the signature.

    Raises SignInRefused for a wrong password (counted as at the door), else as `records.move`.
    """
    signed = accounts.enter(desk.database, signer.staff_no, signer.password, accounts.SIGN)
    theirs = Desk(desk.database, signed.desk.person_id, desk.workstation)
    host = ""
    if theirs.person_id != desk.person_id:
        with desk.database.read() as session:
            host = session.scalar(select(Person.name).where(Person.id == desk.person_id)) or ""
    return records.move(
        theirs, kind, record_id, version, action, given, note, signed_by_password=True, host=host
    )
