"""What the window says when a round was handed in: how many passed, what is open, what is in doubt."""

from decimal import Decimal

from app import clock
from app.models.environment.check import EnvVerdict
from app.services.environment import round_results, rounds
from app.services.environment.rounds import Measured, RoundEntry
from tests.cast import Cast
from tests.env_points import CULTURE, FRIDGE, PRESSURE, WATER, add_points
from tests.factory import department


def test_a_round_is_told_by_its_own_checks_alone(cast: Cast) -> None:
    points = add_points(cast.admin)
    begun = clock.now()
    lines = (
        Measured(points[PRESSURE], Decimal("3.0")), Measured(points[WATER], Decimal(62)),
        Measured(points[FRIDGE], Decimal("5.1")), Measured(points[CULTURE], pending=True),
    )  # fmt: skip
    rounds.submit(cast.nurse, RoundEntry(
        department_id=department(cast.nurse, "骨科一病区"), started_at=begun,
        checker_id=cast.nurse.person_id, companion="总务科 王工", planned=14, lines=lines,
    ))  # fmt: skip
    found = round_results.results(cast.nurse, begun, cast.nurse.person_id)
    assert (found.passed, found.doubtful) == (1, 0)
    assert [one.verdict for one in found.opened] == [EnvVerdict.FAIL, EnvVerdict.WARN, None]
    assert len(found.of(EnvVerdict.FAIL)) == len(found.of(None)) == 1
    assert all(one.number.startswith("HJ-") and one.what for one in found.opened)
    nobody = round_results.results(cast.nurse, begun, cast.chief.person_id)
    assert (nobody.passed, nobody.opened) == (0, ())
