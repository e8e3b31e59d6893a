"""The picture of a trend: what stands where, whatever was measured; and what it says in words."""

from datetime import timedelta
from decimal import Decimal
from itertools import combinations

import pytest

from app import clock
from app.models.environment.check import EnvFinding, EnvVerdict
from app.models.environment.standard import LimitType
from app.services.environment.readings import day_of
from app.services.environment.trends import scale
from app.services.environment.trends import trend as trends
from app.services.environment.trends.drawing import (
    DOT,
    SQUARE,
    TRIANGLE,
    Box,
    Drawing,
    Pen,
    draw,
)
from app.services.environment.trends.trend import Trend
from tests.trends import V, falling, limit, reading, trend

SIZE = (340.0, 190.0)
PEN = Pen(lambda text: 7.0 * len(text), 14.0, 4.0, "今天")


def drawn(of: Trend) -> Drawing:
    return draw(of, SIZE, PEN)


def box_of(words: object) -> Box:
    width = PEN.measure(words.text)  # type: ignore[attr-defined]
    x, y = words.spot  # type: ignore[attr-defined]
    left = {"left": x, "right": x - width}.get(words.side, x - width / 2)  # type: ignore[attr-defined]
    return Box(left, y - PEN.line / 2 + 1, width, PEN.line - 2)


VARIED = {
    "falling": falling(),
    "one": trend(reading(0, 7)),
    "none": trend(),
    "equal": trend(*(reading(at, 7) for at in range(9, 0, -1))),
    "zero": trend(*(reading(at, 0) for at in range(9, 0, -1)), limits=(limit(None, 5, of=LimitType.LE),)),
    "huge": trend(reading(2, 3), reading(1, 160000, V.FAIL), limits=(limit(None, 100, of=LimitType.LE),)),
    "small": trend(reading(1, "-0.05"), limits=(limit("-0.07", "-0.03"),)),
    "many": trend(*(reading(120 - at, 5 + at % 13, V.FAIL if at % 9 == 0 else V.PASS) for at in range(120))),
    "no limit": trend(reading(1, 3), reading(0, 4), limits=()),
}  # fmt: skip


@pytest.mark.parametrize("name", VARIED)
def test_everything_stands_inside_its_box(name: str) -> None:
    made = drawn(VARIED[name])
    spots = [*made.spots, *(spot for one in made.strokes for spot in (one.start, one.end))]
    assert all(0 <= x <= SIZE[0] and 0 <= y <= SIZE[1] for x, y in spots)
    for words in made.words:
        box = box_of(words)
        assert -1 <= box.left <= box.left + box.width <= SIZE[0] + 8, words.text
        assert -1 <= box.top <= box.top + box.height <= SIZE[1] + 1, words.text


@pytest.mark.parametrize("name", VARIED)
def test_no_words_lie_over_each_other(name: str) -> None:
    made = drawn(VARIED[name])
    for one, other in combinations(made.words, 2):
        assert not box_of(one).touches(box_of(other)), (one.text, other.text)


def test_a_verdict_shows_in_the_shape_and_a_re_check_is_hollow() -> None:
    made = drawn(
        trend(reading(3, 8), reading(2, 19, V.WARN), reading(1, 3, V.FAIL),
              reading(0.5, 7, again=True))
    )  # fmt: skip
    assert [one.shape for one in made.marks] == [DOT, TRIANGLE, SQUARE, DOT]
    assert [one.is_hollow for one in made.marks] == [False, False, False, True]


def test_higher_values_stand_higher_and_later_ones_further_right() -> None:
    spots = drawn(falling()).spots
    assert [y for _x, y in spots] == sorted(y for _x, y in spots)
    assert [x for x, _y in spots] == sorted(x for x, _y in spots)


def test_a_value_within_the_limits_stands_in_the_band() -> None:
    made = drawn(falling())
    (band,) = made.boxes
    inside = [band.top <= y <= band.top + band.height for _x, y in made.spots]
    assert inside == [True] * 7 + [False]


def test_what_did_not_pass_has_its_number_beside_it() -> None:
    said = {one.text for one in drawn(falling()).words}
    assert "3.2" in said
    assert "7.6" not in said


def test_the_limits_are_named_at_the_right() -> None:
    one = trend(reading(0, 62, V.WARN), limits=(limit(None, 100, action=50, of=LimitType.LE),))
    assert {"上限", "干预线"} <= {words.text for words in drawn(one).words}


def test_a_new_version_of_a_limit_is_a_step() -> None:
    day = clock.today() - timedelta(days=3)
    before, after = limit(5, 20, last=day), limit(8, 20, first=day + timedelta(days=1))
    one = trend(*(reading(at, 9) for at in range(6, -1, -1)), limits=(before, after))
    made = drawn(one)
    assert len(made.boxes) == 2
    assert made.boxes[0].height > made.boxes[1].height
    assert sum(stroke.tone == "step" for stroke in made.strokes) == 1
    assert one.limit_at(day) is before
    assert one.limit_at(day + timedelta(days=1)) is after


def test_out_of_its_season_no_limit_is_drawn() -> None:
    """Winter's limit ended; what was measured afterwards stands beside no band."""
    one = trend(
        reading(9, 21), reading(1, 26),
        limits=(limit(20, None, last=clock.today() - timedelta(days=5), of=LimitType.GE),),
    )  # fmt: skip
    made = drawn(one)
    (band,) = made.boxes
    assert band.left <= made.spots[0][0] <= band.left + band.width < made.spots[1][0]


def test_a_long_silence_is_a_gap() -> None:
    days = (40, 39, 38, 37, 20, 19, 18)
    one = trend(*(reading(at, 8) for at in days))
    assert one.gaps() == {4}
    lines = [stroke for stroke in drawn(one).strokes if stroke.tone in ("line", "gap")]
    assert [bool(stroke.dash) for stroke in lines] == [False] * 3 + [True] + [False] * 2
    assert scale.slots(one)[0][4] - scale.slots(one)[0][3] > 1


def test_what_is_found_stands_on_two_levels() -> None:
    found = (EnvFinding.GOOD, EnvFinding.BAD)
    one = trend(
        *(reading(2 - at, None, V.PASS if not at else V.FAIL, finding=what)
          for at, what in enumerate(found)),
        limits=(limit(None, None, of=LimitType.QUALITATIVE),),
    )  # fmt: skip
    made = drawn(one)
    assert made.spots[0][1] < made.spots[1][1]
    assert made.boxes == []
    assert {"符合", "不符合"} <= {words.text for words in made.words}


@pytest.mark.parametrize(
    ("values", "ticks"),
    [
        (("3.2", "8.2", "5", "20"), "0 5 10 15 20 25"),
        (("21.5", "24", "21", "25"), "20 21 22 23 24 25 26"),
        (("-0.05", "-0.07", "-0.03"), "-0.08 -0.06 -0.04 -0.02 0"),
        (("0",), "0 0.2 0.4 0.6 0.8 1 1.2"),
        (("62", "100", "50"), "40 50 60 70 80 90 100 110"),
    ],
)  # fmt: skip
def test_the_scale_counts_in_round_numbers(values: tuple[str, ...], ticks: str) -> None:
    one = scale.scale_of(trend(*(reading(1, value) for value in values), limits=()), ())
    assert [text for _value, text in one.ticks] == ticks.split()
    assert all(0 <= one.share(Decimal(value)) <= 1 for value in values)


def test_a_trend_reads_itself_out() -> None:
    one = falling()
    assert trends.counted(one) == "最近 8 次：合格 7，不合格 1"
    last = trends.sentence(one, one.readings[-1])
    assert "3.2 Pa，不合格，低于下限 5 Pa" in last
    assert trends.words(one).endswith(last)
    assert trends.words(trend()) == "还没有检查结果"


def test_a_value_that_is_only_typed_stands_at_the_end() -> None:
    typed = falling().with_reading(Decimal("4.4"), EnvVerdict.FAIL)
    assert len(typed.readings) == 9
    assert typed.readings[-1].check_id == 0
    nothing = falling()
    assert nothing.with_reading(None, None) is nothing


def test_the_screen_says_today_and_paper_the_day() -> None:
    one = falling()
    said = {words.text for words in drawn(one).words}
    paper = {words.text for words in draw(one, SIZE, Pen(PEN.measure, 14.0, 4.0)).words}
    assert "今天" in said
    assert "今天" not in paper
    assert f"{day_of(one.readings[0]):%Y-%m-%d}" in paper
