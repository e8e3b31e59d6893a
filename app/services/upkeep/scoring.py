"""系统 › 考核标准: the hospital's own scoring table; the program itself brings no points (四.2.(3)⑦)."""

import re
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import InvalidRecord
from app.i18n import _
from app.models.quality_feedback import ScoringRule
from app.services import access
from app.services.operations import Changes, Desk, Operation, operation
from app.services.text import clean, too_long
from app.services.upkeep import own_tables, scoring_tables
from app.services.upkeep.own_tables import Mistake
from app.services.upkeep.scoring_tables import LONGEST_CODE, LONGEST_TEXT, MOST_POINTS, Table

_NUMBERS = re.compile(r"(\d+)")


@dataclass(frozen=True)
class RuleView:
    """A clause as it is listed and offered."""

    id: int
    code: str
    text: str
    points: Decimal
    active: bool


@dataclass(frozen=True)
class Reading:
    """A table read without writing: what it says, and what would be new, other, or out of use."""

    table: Table
    new: int
    changed: tuple[str, ...]
    gone: tuple[str, ...]

    @property
    def mistakes(self) -> tuple[Mistake, ...]:
        """What is wrong with the table."""
        return self.table.mistakes


def rules(desk: Desk) -> list[RuleView]:
    """Every clause, those in use first, in the order a person counts: 3.2 before 3.10."""
    with desk.database.read() as session:
        found = [
            RuleView(one.id, one.code, one.text, one.points, one.active)
            for one in session.scalars(select(ScoringRule))
        ]
    return sorted(found, key=lambda one: (not one.active, _order(one.code)))


def in_use(desk: Desk) -> list[RuleView]:
    """The clauses a person may choose."""
    return [one for one in rules(desk) if one.active]


def read_table(desk: Desk, path: Path) -> Reading:
    """Read a table and say what is wrong with it and what it would change. Nothing is written.

    Raises FileProblem when the file cannot be read at all.
    """
    table = scoring_tables.read(path)
    known = {one.code: one for one in rules(desk)}
    wanted = {one.code for one in table.rules}
    return Reading(
        table,
        sum(1 for one in table.rules if one.code not in known),
        tuple(
            one.code
            for one in table.rules
            if (before := known.get(one.code)) is not None
            and (before.text, before.points, before.active) != (one.text, one.points, True)
        ),
        tuple(one.code for one in known.values() if one.active and one.code not in wanted),
    )


@operation("scoring.import")
def import_table(current: Operation, reading: Reading) -> Changes:
    """Take a table over as the whole standard: what it does not name goes out of use.

    Points that stand in records stay as they are. Raises InvalidRecord while the table has mistakes.
    """
    current.require(access.Permission.CONFIGURE)
    table = reading.table
    own_tables.refuse_mistakes(reading.mistakes)
    known = {one.code: one for one in current.session.scalars(select(ScoringRule))}
    for one in table.rules:
        rule = known.pop(one.code, None)
        if rule is None:
            current.session.add(ScoringRule(code=one.code, text=one.text, points=one.points))
        else:
            rule.text, rule.points, rule.active = one.text, one.points, True
    for rule in known.values():
        rule.active = False
    current.event("scoring.import", file=table.file, sha256=table.sha256, rules=len(table.rules))
    return current.changes()


@operation("scoring.add")
def add(current: Operation, code: str, text: str, points: Decimal | None) -> Changes:
    """Add a clause."""
    current.require(access.Permission.CONFIGURE)
    code = clean(code)
    problems = _problems(text, points)
    if not code:
        problems["code"] = _("还没有写条款号")
    elif problem := too_long(code, LONGEST_CODE):
        problems["code"] = problem
    elif _twin(current.session, code):
        problems["code"] = _("“{code}”已经有了，直接改那一条").format(code=code)
    if problems or points is None:
        raise InvalidRecord(problems)
    current.session.add(ScoringRule(code=code, text=clean(text), points=points))
    return current.changes()


@operation("scoring.change")
def change(
    current: Operation, rule_id: int, text: str, points: Decimal | None, active: bool
) -> Changes:
    """Change words or points, or take a clause out of use; records keep what was deducted."""
    current.require(access.Permission.CONFIGURE)
    problems = _problems(text, points)
    if problems or points is None:
        raise InvalidRecord(problems)
    rule = current.session.get_one(ScoringRule, rule_id)
    rule.text, rule.points, rule.active = clean(text), points, active
    return current.changes()


def _problems(text: str, points: Decimal | None) -> dict[str, str]:
    problems = {}
    if not clean(text):
        problems["text"] = _("还没有写内容")
    elif problem := too_long(clean(text), LONGEST_TEXT):
        problems["text"] = problem
    if points is None:
        problems["points"] = _("还没有写扣分")
    elif not 0 <= points <= MOST_POINTS:
        problems["points"] = _("0 到 {most} 之间").format(most=MOST_POINTS)
    return problems


def _twin(session: Session, code: str) -> bool:
    return session.scalar(select(ScoringRule.id).where(ScoringRule.code == code)) is not None


def _order(code: str) -> list[tuple[int, int, str]]:
    return [
        (0, int(part), "") if part.isdecimal() else (1, 0, part)
        for part in _NUMBERS.split(code)
        if part
    ]
