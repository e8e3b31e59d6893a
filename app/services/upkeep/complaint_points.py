"""Complaint boxes and lines, the openings of boxes, and the complaints that came out of them (HR-26)."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import InvalidRecord, NotFound
from app.i18n import _
from app.models.base import VOIDED
from app.models.complaint import Channel, Complaint
from app.models.daily import BoxOpening, ComplaintPoint, PointKind, RecordLink
from app.models.organisation import Department, Person
from app.services import access
from app.services.operations import Changes, Desk, Operation, operation
from app.services.registers import complaint
from app.services.text import clean, too_long

OPENING, COMPLAINT = "box_opening", "complaint"
# What a letter becomes.
REGISTER = complaint.REGISTER
LONGEST_PLACE, LONGEST_NOTE, LONGEST_REMARK, MOST_LETTERS = 120, 200, 500, 500


@dataclass(frozen=True)
class PointView:
    """A box or line as the page lists it, with the last time it was opened."""

    id: int
    kind: PointKind
    place: str
    department_id: int
    department: str
    note: str
    active: bool
    opened_at: datetime | None
    letters: int | None


@dataclass(frozen=True)
class OpeningView:
    """One opening: who, how many letters, and how many of them are registered as complaints."""

    id: int
    point_id: int
    place: str
    opened_at: datetime
    opened_by: str
    witness: str
    letters: int
    registered: int
    note: str


def points(desk: Desk) -> list[PointView]:
    """Every box and line, those in use first."""
    with desk.database.read() as session:
        last: dict[int, BoxOpening] = {}
        for one in session.scalars(select(BoxOpening).order_by(BoxOpening.opened_at)):
            last[one.point_id] = one
        rows = session.execute(
            select(ComplaintPoint, Department.name)
            .join(Department, Department.id == ComplaintPoint.department_id)
            .order_by(ComplaintPoint.active.desc(), ComplaintPoint.kind, ComplaintPoint.id)
        ).all()
        return [
            PointView(
                one.id, one.kind, one.place, one.department_id, name, one.note or "", one.active,
                last[one.id].opened_at if one.id in last else None,
                last[one.id].letters if one.id in last else None,
            )
            for one, name in rows
        ]  # fmt: skip


def openings(desk: Desk, point_id: int | None = None) -> list[OpeningView]:
    """The openings of one box, or of all, newest first."""
    with desk.database.read() as session:
        people = {row.id: row.name for row in session.execute(select(Person.id, Person.name))}
        registered = _registered(session)
        query = (
            select(BoxOpening, ComplaintPoint.place)
            .join(ComplaintPoint, ComplaintPoint.id == BoxOpening.point_id)
            .order_by(BoxOpening.opened_at.desc(), BoxOpening.id.desc())
        )
        if point_id is not None:
            query = query.where(BoxOpening.point_id == point_id)
        return [
            OpeningView(
                one.id, one.point_id, place, one.opened_at, people[one.opened_by_id],
                people[one.witness_id], one.letters, registered.get(one.id, 0), one.note or "",
            )
            for one, place in session.execute(query)
        ]  # fmt: skip


def _registered(session: Session) -> dict[int, int]:
    """How many letters of each opening are complaints now, known by channel and exact moment.

    What an earlier version tied to its opening stays there, whatever the complaint says since.
    """
    links = (RecordLink.source_register == OPENING, RecordLink.target_register == COMPLAINT)
    tied = {
        one.target_id: one.source_id
        for one in session.execute(
            select(RecordLink.target_id, RecordLink.source_id).where(*links)
        )
    }  # fmt: skip
    is_letter = (Complaint.channel == Channel.BOX) | Complaint.id.in_(
        select(RecordLink.target_id).where(*links)
    )
    from_boxes = session.execute(
        select(Complaint.id, Complaint.received_at)
        .where(is_letter, Complaint.status != VOIDED)
        .order_by(Complaint.id)
    ).all()
    counted = Counter(tied[one.id] for one in from_boxes if one.id in tied)
    free = Counter(one.received_at for one in from_boxes if one.id not in tied)
    for opening in session.scalars(select(BoxOpening).order_by(BoxOpening.id)):
        more = min(free[opening.opened_at], max(opening.letters - counted[opening.id], 0))
        counted[opening.id] += more
        free[opening.opened_at] -= more
    return counted


@operation("complaint_point.add")
def add_point(
    current: Operation, kind: PointKind, place: str, department_id: int, note: str = ""
) -> Changes:
    """Add a box with its place, or a line with its number."""
    current.require(access.Permission.CONFIGURE)
    place, note = _point_words(current.session, kind, place, note, None)
    point = ComplaintPoint(kind=kind, place=place, department_id=department_id, note=note or None)
    current.session.add(point)
    return current.changes(point)


@operation("complaint_point.change")
def change_point(
    current: Operation, point_id: int, place: str, department_id: int, note: str, active: bool
) -> Changes:
    """Change a box or line or take it out of use; its openings stay."""
    current.require(access.Permission.CONFIGURE)
    point = current.session.get_one(ComplaintPoint, point_id)
    point.place, text = _point_words(current.session, point.kind, place, note, point_id)
    point.department_id, point.note, point.active = department_id, text or None, active
    return current.changes(point)


def _point_words(
    session: Session, kind: PointKind, place: str, note: str, own_id: int | None
) -> tuple[str, str]:
    place, note = clean(place), clean(note)
    problems = {}
    if not place:
        problems["place"] = (
            _("还没有写信箱在哪里") if kind is PointKind.BOX else _("还没有写电话号码")
        )
    elif problem := too_long(place, LONGEST_PLACE):
        problems["place"] = problem
    elif session.scalar(
        select(ComplaintPoint.id).where(
            ComplaintPoint.place == place, ComplaintPoint.kind == kind,
            ComplaintPoint.id.is_distinct_from(own_id),
        )
    ):  # fmt: skip
        problems["place"] = _("“{place}”已经有了").format(place=place)
    if problem := too_long(note, LONGEST_NOTE):
        problems["note"] = problem
    if problems:
        raise InvalidRecord(problems)
    return place, note


@operation("box_opening.record")
def record_opening(
    current: Operation,
    point_id: int,
    opened_at: datetime,
    opened_by_id: int,
    witness_id: int,
    letters: int,
    note: str = "",
) -> Changes:
    """Write down that two people opened a box; no letters is written down too."""
    current.require(access.Permission.REGISTER)
    point = current.session.get_one(ComplaintPoint, point_id)
    note = clean(note)
    problems = {}
    if point.kind is not PointKind.BOX:
        problems["point"] = _("电话没有开箱；来电直接登记投诉")
    elif not point.active:
        problems["point"] = _("“{place}”已停用，先恢复使用").format(place=point.place)
    if opened_at > current.now:
        problems["opened_at"] = _("开箱时间不能晚于现在")
    if opened_by_id == witness_id:
        problems["witness"] = _("开箱要两个人在场，见证人另选一位")
    if not 0 <= letters <= MOST_LETTERS:
        problems["letters"] = _("封数写 0 到 {n} 的整数，没有信写 0").format(n=MOST_LETTERS)
    if problem := too_long(note, LONGEST_REMARK):
        problems["note"] = problem
    if problems:
        raise InvalidRecord(problems)
    opening = BoxOpening(
        point_id=point_id, opened_at=opened_at, opened_by_id=opened_by_id, witness_id=witness_id,
        letters=letters, note=note or None,
    )  # fmt: skip
    current.session.add(opening)
    return current.changes(opening)


def letter(desk: Desk, opening_id: int) -> Mapping[str, Any]:
    """What the complaint of a letter begins with: channel, moment and receiver of the opening.

    Raises NotFound when there is no such opening.
    """
    with desk.database.read() as session:
        opening = session.get(BoxOpening, opening_id)
        if opening is None:
            raise NotFound(_("没有这次开箱，重新载入再看"))
        point = session.get_one(ComplaintPoint, opening.point_id)
        return {
            "channel": Channel.BOX,
            "received_at": opening.opened_at,
            "receiver_id": opening.opened_by_id,
            "first_receiving_department_id": point.department_id,
        }
