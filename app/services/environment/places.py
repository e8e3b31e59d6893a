"""Whether a place may be used now, asked where one is written (四.4)."""

from app.services import access
from app.services.operations import Desk, actor_of
from app.services.surroundings import book


def why_restricted(desk: Desk, place: str) -> str:
    """The sentence about a place that is not used until its check is closed; empty where it may be."""
    with desk.database.read() as session:
        access.require(actor_of(session, desk.person_id), access.Permission.READ)
        found = book.restrictions(session, {place.strip()})
        return next((one.words for one in found.values()), "")
