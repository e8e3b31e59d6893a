"""What registers may ask of the medical environment; supplied inside the running operation (四.4)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from app.i18n import _
from app.models.environment.check import EnvCheck
from app.models.environment.standard import EnvInstrument, EnvLimit
from app.models.materials.material_lot import MaterialLot


@dataclass(frozen=True)
class Standing:
    """A point on a day: what is checked where, by whom, and the version of its limit in force then.

    `limit` is None where nothing is held against it on that day: `why_none` says why.
    """

    point_id: int
    code: str
    item_code: str
    subject: str
    place: str
    area_class: str
    method: str
    responsible_id: int
    supervising_id: int | None
    limit: EnvLimit | None
    why_none: str = ""


@dataclass(frozen=True)
class Restriction:
    """A place that is not used until its check is closed: by which check, since when, why."""

    check_id: int
    number: str
    subject: str
    place: str
    since: datetime
    reason: str

    @property
    def words(self) -> str:
        """The sentence that stands wherever the place is picked."""
        return _("{place} 因{subject}不合格停用（{number}，四.4），复查合格、结案后恢复").format(
            place=self.place, subject=self.subject, number=self.number
        )


class Surroundings(Protocol):
    """Points, limits, instruments and restricted places as one record sees them."""

    def point(self, code: str | None, day: date) -> Standing | None:
        """The point of this code that is in use, as it stands on a day."""
        ...

    def limit(self, limit_id: int | None) -> EnvLimit | None:
        """The version of a limit a check was bound to."""
        ...

    def instrument(self, code: str | None) -> EnvInstrument | None:
        """The instrument of this code."""
        ...

    def calibrated_until(self, instrument: EnvInstrument, day: date) -> date | None:
        """Until when the calibration ran that held on a day; past where none did, None unknown."""
        ...

    def restriction(self, place: str | None) -> Restriction | None:
        """Why a place is not used now; None where it may be."""
        ...

    def knows(self, place: str) -> bool:
        """Whether it is a place of the environment in use, or goods lie there."""
        ...

    def goods_at(self, place: str | None) -> Sequence[MaterialLot]:
        """The lots that lie there and of which some is left."""
        ...

    def put_aside(self, check: EnvCheck, where: str, why: str) -> int:
        """Take all that lies at the restricted place off its shelf, to be inspected; how many lots."""
        ...
