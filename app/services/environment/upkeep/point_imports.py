"""Bringing points in from a table: rooms that are new, points that are new; what is there stays (四.4)."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from app.models.environment.standard import EnvPlace, EnvPoint
from app.services import access
from app.services.environment import table4
from app.services.environment.upkeep import keeping, places, point_tables, points
from app.services.environment.upkeep.point_tables import Known, PointTable
from app.services.operations import Changes, Desk, Operation, operation
from app.services.people import directory
from app.services.upkeep import own_tables
from app.services.upkeep.own_tables import Mistake


@dataclass(frozen=True)
class Reading:
    """A table read without writing: how many points and places would be new."""

    table: PointTable
    new: int
    new_places: int

    @property
    def mistakes(self) -> tuple[Mistake, ...]:
        """What is wrong with the table."""
        return self.table.mistakes


def read_table(desk: Desk, path: Path) -> Reading:
    """Read a table and say what is wrong with it and what it would add. Nothing is written.

    Raises FileProblem when the file cannot be read at all.
    """
    there = places.places(desk)
    known = Known(
        table4.rows(desk),
        directory.load(desk).departments,
        {one.name: one.department for one in there},
    )
    table = point_tables.read(path, known)
    with desk.database.read() as session:
        query = (
            select(EnvPoint.item_id, EnvPoint.line, EnvPlace.name)
            .join(EnvPlace, EnvPlace.id == EnvPoint.place_id)
            .where(EnvPoint.active)
        )
        kept = {(item_id, line, name) for item_id, line, name in session.execute(query)}
    new = [one for one in table.points if (one.item_id, one.line, one.place) not in kept]
    rooms = {one.place for one in table.points} - known.places.keys()
    return Reading(table, len(new), len(rooms))


@operation("env_point.import")
def import_table(current: Operation, reading: Reading) -> Changes:
    """Add the rooms and points that are new, planned from today; those in use already stay as they are.

    Raises InvalidRecord while the table has mistakes.
    """
    current.require(access.Permission.KEEP_POINTS)
    table = reading.table
    own_tables.refuse_mistakes(reading.mistakes)
    keeping.require(current, *{one.department_id for one in table.points})
    session = current.session
    rooms = {one.name: one for one in session.scalars(select(EnvPlace))}
    for row in table.points:
        room = rooms.get(row.place)
        if room is None:
            room = places.made({"name": row.place, "department_id": row.department_id})
            session.add(room)
            session.flush()
            rooms[row.place] = room
        known = points.at(session, row.item_id, row.line, room.id)
        if known is None or not known.active:
            points.put(current, row.item_id, row.line, room, row.frequency, current.today)
    current.event(
        "env_point.import", file=table.file, sha256=table.sha256, points=len(table.points)
    )
    return current.changes()
