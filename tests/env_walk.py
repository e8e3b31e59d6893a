"""The environment walked at random: anybody tries anything with checks and goods, an oracle looks on.

The oracle reads the tables and knows the limits by itself; it never asks the guards it checks (四.4).
"""

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app import clock
from app.errors import AppError
from app.models.organisation import Role
from app.services import records
from app.services.environment import rounds
from app.services.environment.rounds import Measured, RoundEntry
from app.services.materials import issuing
from app.services.materials.issuing import IssueLine
from app.services.operations import Desk
from app.services.registers import catalog
from tests.cast import Cast
from tests.env_points import FRIDGE, OWN, PRESSURE, WATER, add_points
from tests.factory import VALUES, department
from tests.hospital import desk_of
from tests.roads import ACT, FRIDGE_PLACE, GOES_ON, LOT, goods_in_fridge

KIND = catalog.by_name("env_check")
# What passes, and what is no more than a warning: the oracle's own copy of the limits.
GOOD = {PRESSURE: (5, 20), WATER: (0, 100), FRIDGE: (2, 8), OWN: (0, 15)}
VALUES_OF = {
    PRESSURE: (3, 4.9999, 5, 8.4, 20, 21), WATER: (8, 50, 62, 100, 160), FRIDGE: (5, 9.4, 1.9),
    OWN: (6, 15, 16),
}  # fmt: skip
TURNS = {"round": 2, "register": 3, "step": 74, "change": 6, "void": 2, "issue": 8, "force": 5}
FAR = ("SCHEDULED", "MEASURED", "PASS", "WARNED", "FAIL", "RESTRICTED", "ACTION", "RECHECK_PASSED",
       "SUPERVISOR_CONFIRMED")  # fmt: skip
SELDOM = {"hold", "release", "archive", "propose_disposal", "dispose"}
CHECKING = ("register", "measure", "judge_fail", "recheck")
FORCED = (
    "UPDATE env_check SET status = 'CLOSED' WHERE id = {check}",
    "UPDATE env_check SET status = 'VOIDED' WHERE id = {check}",
    "UPDATE env_check SET last_verdict = 'PASS' WHERE id = {check}",
    "UPDATE env_check SET verdict = 'PASS', last_verdict = 'PASS' WHERE id = {check}",
    "UPDATE env_check SET failures = 0, status = 'CLOSED' WHERE id = {check}",
    "UPDATE env_check SET supervised_by_id = checker_id, status = 'CLOSED' WHERE id = {check}",
    "UPDATE env_check SET value = 6 WHERE id = {check}",
    "UPDATE env_check SET released_at = checked_at WHERE id = {check}",
)


class Broken(AssertionError):
    """Something clause 四.4 forbids has happened."""


@dataclass
class EnvWalk:
    """The people, the checks worked on, the chance that decides, and what was counted."""

    cast: Cast
    seed: int
    checks: list[int] = field(default_factory=list)
    taken: dict[str, int] = field(default_factory=dict)
    restricted: set[str] = field(default_factory=set)
    moves: int = 0

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)
        self.points = add_points(self.cast.admin)
        self.people = [
            desk_of(self.cast.admin, *Role, department=code, staff_no=f"{code}{n}")
            for code in ("GK1", "ZWK", "YGK", "WZK", "YWK")
            for n in range(2)
        ]
        self.lots = [goods_in_fridge(self.cast) for _lot in range(2)]
        self.wards = [department(self.cast.admin, name) for name in ("骨科一病区", "急诊科")]
        with self.cast.admin.database.read() as session:
            self.moves = _newest(session)
            rows = session.execute(text("SELECT id, department_id FROM person"))
            self.departments = {one[0]: one[1] for one in rows}

    def turn(self) -> None:
        """One attempt of somebody; the oracle reads the tables whether it was refused or not."""
        doing = self.chance.choices(list(TURNS), list(TURNS.values()))[0]
        if len(self.checks) < 4:
            doing = "register"
        try:
            getattr(self, f"_{doing}")(self.chance.choice(self.people))
            self._note(doing)
        except AppError as refused:
            if type(refused) is AppError:  # what a guard should have said
                raise Broken(str(refused)) from refused
        with self.cast.admin.database.read() as session:
            oracle(session)
            self._movements(session)

    def _note(self, what: str) -> None:
        self.taken[what] = self.taken.get(what, 0) + 1

    # ---- what people do ------------------------------------------------------------------------

    def _value(self, point: str) -> Decimal:
        return Decimal(str(self.chance.choice(VALUES_OF[point])))

    def _register(self, who: Desk) -> None:
        point = self.chance.choice(list(GOOD))
        given = VALUES["env_check"](who) | {"point_code": point, "responsible_department_id": None}
        if self.chance.random() < 0.8:
            given["value"] = self._value(point)
        record_id = records.register(who, KIND, given).record_id
        assert record_id is not None
        self.checks.append(record_id)

    def _round(self, who: Desk) -> None:
        lines = [
            Measured(self.points[one], self._value(one))
            for one in self.chance.sample(list(GOOD), self.chance.randint(1, 4))
        ]
        checker = self.chance.choice(self.people).person_id
        entry = RoundEntry(self.wards[0], clock.now(), checker, "", 4, tuple(lines))
        rounds.submit(who, entry)
        with who.database.read() as session:
            rows = session.execute(text("SELECT id FROM env_check ORDER BY id DESC LIMIT 4"))
            self.checks += [one[0] for one in rows if one[0] not in self.checks]

    def _pick(self) -> Any:
        """A check, mostly the furthest on its road of a few that are still open."""
        found: list[Any] = []
        with self.cast.admin.database.read() as session:
            for one in self.chance.sample(self.checks, 3):
                record = session.get_one(KIND.model, one)
                session.expunge(record)
                found.append(record)
                if record.status not in KIND.open_states and len(self.checks) > 4:
                    self.checks.remove(one)
        still = [one for one in found if one.status in KIND.open_states]
        if still and self.chance.random() < 0.7:
            return max(still, key=lambda one: FAR.index(str(one.status)))
        return self.chance.choice(found)

    def _step(self, who: Desk) -> None:
        record = self._pick()
        fitting = [one for one in KIND.steps if record.status in one.sources]
        onward = [one for one in fitting if one.action not in SELDOM]
        among: Sequence[Any] = onward if onward and self.chance.random() < 0.85 else KIND.steps
        action = self.chance.choice(among).action
        given = self._given(record, action)
        who = self._likely(record, action, who)
        records.move(who, KIND, record.id, record.version, action, given)
        self._note(action)

    def _likely(self, record: Any, action: str, who: Desk) -> Desk:
        """Mostly somebody the check concerns, or few would come to their end."""
        if self.chance.random() < 0.15:
            return who
        is_supervised = action in ("supervise", "send_back")
        office = record.functional_department_id if is_supervised else record.department_id
        fitting = [one for one in self.people if self.departments[one.person_id] == office]
        return self.chance.choice(fitting or [who])

    def _given(self, record: Any, action: str) -> dict[str, Any]:
        people = [one.person_id for one in self.people]
        said: dict[str, dict[str, Any]] = {
            "measure": {"value": self._value(record.point_code)},
            "restrict": {"restriction": "停用"},
            "restrict_later": {"restriction": "停用"},
            "act": ACT.values(self.cast) | {"action_person_id": self.chance.choice(people)},
            "recheck": {"recheck_value": self._value(record.point_code)},
            "measure_again": {"recheck_value": self._value(record.point_code)},
            "put_goods_aside": {"goods_place": "备用柜"},
            "supervise": {"supervision": "属实"},
            "send_back": {"supervision": "不认可"},
            "close": {"action": "消毒"} if record.status == "WARNED" else {},
        }
        given = said.get(action, {})
        if action == "act" and self.chance.random() < 0.5:
            given |= GOES_ON
        if action in ("recheck", "measure_again") and self.chance.random() < 0.3:
            given["rechecked_by_id"] = self.chance.choice(people)
        return {} if self.chance.random() < 0.05 else given

    def _change(self, who: Desk) -> None:
        record = self._pick()
        people = [one.person_id for one in self.people]
        edits: list[dict[str, Any]] = [
            {"value": self._value(record.point_code)}, {"point_code": WATER},
            {"restricted_place": "别处"}, {"action_person_id": self.chance.choice(people)},
            {"functional_department_id": self.chance.choice(self.wards)},
            {"checker_id": self.chance.choice(people)}, {"place": "别处"},
        ]  # fmt: skip
        given = self.chance.choice(edits)
        records.change(who, KIND, record.id, record.version, given, "写错")

    def _void(self, who: Desk) -> None:
        record = self._pick()
        records.void(who, KIND, record.id, record.version, "开错了")

    def _issue(self, who: Desk) -> None:
        """Goods are handed out, carried elsewhere, or fetched from another shelf."""
        lot = self.chance.choice(self.lots[-6:])
        store = department(self.cast.admin, "供应科")
        if self.chance.random() < 0.8:
            keepers = [one for one in self.people if self.departments[one.person_id] == store]
            who = self.chance.choice(keepers)
        if self.chance.random() < 0.6:
            line = IssueLine(lot, 1)
            ward = self.chance.choice(self.wards)
            issuing.issue_lots(who, [line], ward, self.cast.nurse.person_id)
            self._note("issued")
            return
        if self.chance.random() < 0.2:
            self.lots.append(LOT.walk(self.cast, until="withdraw"))
            return
        place = self.chance.choice(("A-1", FRIDGE_PLACE))
        with who.database.read() as session:
            version = session.get_one(LOT.kind.model, lot).version
        records.change(who, LOT.kind, lot, version, {"storage_place": place}, "移位")
        self._note("carried")

    def _force(self, _who: Desk) -> None:
        """Somebody with a tool of their own writes past the program."""
        with self.cast.admin.database.read() as session:
            rows = session.execute(
                text("SELECT id FROM env_check WHERE status IN ('FAIL', 'RESTRICTED', 'ACTION')"
                     " AND last_verdict = 'FAIL'")
            ).all()  # fmt: skip
        if not rows:
            return
        check = self.chance.choice(rows)[0]
        filled = self.chance.choice(FORCED).format(check=check)
        try:
            with self.cast.admin.database.write() as session:
                done: Any = session.execute(text(filled))
                if done.rowcount:
                    raise Broken(filled)
        except IntegrityError:
            self._note("refused by the database")

    # ---- goods ---------------------------------------------------------------------------------

    def _movements(self, session: Session) -> None:
        """HR-24: nothing left a place, or came there, that was not used before this turn."""
        rows = session.execute(
            text("SELECT m.id, l.storage_place FROM stock_movement m JOIN material_lot l ON"
                 f" l.id = m.lot_id WHERE m.id > {self.moves} AND m.kind <> 'WITHDRAWN'")
        ).all()  # fmt: skip
        if moved := [one for one in rows if one[1] in self.restricted]:
            raise Broken(f"moved where nothing moves: {moved}")
        self.moves = _newest(session)
        now = session.execute(
            text("SELECT restricted_place FROM env_check WHERE restricted_at IS NOT NULL AND"
                 " released_at IS NULL AND status <> 'VOIDED'")
        ).all()  # fmt: skip
        self.restricted = {one[0] for one in now}


# ---- the oracle ----------------------------------------------------------------------------------

_ENDED = ("SUPERVISOR_CONFIRMED", "CLOSED", "ARCHIVED", "PASS")


def oracle(session: Session) -> None:
    """Raise Broken where a check stands as it should not."""
    rows = session.execute(
        text("SELECT id, number, status, point_code, value, verdict, rechecks, failures,"
             " leader_told_at, checker_id, functional_department_id, responsible_department_id,"
             " supervised_by_id, action, restricted_at, released_at FROM env_check")
    ).mappings().all()  # fmt: skip
    for one in rows:
        place = f"{one['number']} {one['status']}"
        results = _results(one, place)
        failed = results.count(False)
        if failed != one["failures"]:
            raise Broken(f"{place}: {failed} failures, {one['failures']} counted")
        if (failed >= 3) != (one["leader_told_at"] is not None):
            raise Broken(f"{place}: failed {failed} times, told {one['leader_told_at']}")
        if one["released_at"] and one["status"] not in ("CLOSED", "ARCHIVED"):
            raise Broken(f"{place}: released before it was closed")
        if failed and one["status"] == "VOIDED":
            raise Broken(f"{place}: a failure vanished")
        if one["status"] in _ENDED and (failed or not results):
            _ended(session, one, results, place)
        if one["verdict"] == "WARN" and one["status"] == "CLOSED" and not one["action"]:
            raise Broken(f"{place}: a warning nobody dealt with")


def _results(one: Any, place: str) -> list[bool]:
    """Whether each measurement was in its limit; its verdict says the same."""
    if one["verdict"] is None:
        return []
    low, high = GOOD[one["point_code"]]
    rows = [(one["value"], one["verdict"])]
    rows += [(row["value"], row["verdict"]) for row in json.loads(one["rechecks"] or "[]")]
    found = [low <= Decimal(str(value)) <= high for value, _verdict in rows]
    for is_good, (value, verdict) in zip(found, rows, strict=True):
        if is_good == (verdict == "FAIL"):
            raise Broken(f"{place}: {value} is said to be {verdict}")
    return found


def _ended(session: Session, one: Any, results: list[bool], place: str) -> None:
    """HR-12: it passed a re-check after its last failure, and somebody else supervised that."""
    if not results or not results[-1] or len(results) < 2:
        raise Broken(f"{place}: ended without a re-check that passed")
    trail = session.execute(
        text("SELECT action, person_id FROM step_entry WHERE register = 'env_check' AND"
             f" record_id = {one['id']} ORDER BY id")
    ).all()  # fmt: skip
    steps = [step for step, _who in trail]
    if "supervise" not in steps or steps[::-1].index("supervise") > steps[::-1].index("recheck"):
        raise Broken(f"{place}: not supervised after its re-check")
    who = one["supervised_by_id"]
    own = {person for step, person in trail if step in CHECKING}
    own |= {row.get("person_id") for row in json.loads(one["rechecks"] or "[]")}
    if who in own | {one["checker_id"]}:
        raise Broken(f"{place}: supervised by who checked")
    office = session.execute(text(f"SELECT department_id FROM person WHERE id = {who}")).scalar()
    if office == one["responsible_department_id"]:
        raise Broken(f"{place}: supervised by the department that checked")


def _newest(session: Session) -> int:
    return session.execute(text("SELECT coalesce(max(id), 0) FROM stock_movement")).scalar_one()
