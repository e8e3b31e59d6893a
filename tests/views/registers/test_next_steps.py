"""The card 下一步: which button is the filled one, which stand beside it, which are grey and why."""

import pytest
from pytestqt.qtbot import QtBot

from app.services.reading import StepState
from app.services.registers.catalog import by_name
from app.views.registers.next_steps import NextSteps, Offer, Offers, ranked
from app.views.registers.record_work import SIGN, VOID
from tests.factory import KIND

FEEDBACK = by_name("quality_feedback")


def state(
    action: str, reason: str | None = None, *, on_road: bool = True, others: bool = False
) -> StepState:
    """A step as reading hands it over."""
    step = KIND.step(action)
    return StepState(action, step.label, reason, (), step.asks, on_road, "", is_others=others)


def offered(*steps: StepState, may_void: bool = False) -> Offers:
    return ranked(KIND, steps, lambda _one: "", may_void)


def names(offers: tuple[Offer, ...]) -> list[str]:
    return [one.action for one in offers]


def test_the_main_step_is_the_first_allowed_one_on_the_road() -> None:
    found = offered(state("escalate", on_road=False), state("accept"), state("investigate"))
    assert found.main is not None
    assert found.main.action == "accept"


def test_a_refused_step_is_never_the_main_one() -> None:
    found = offered(state("accept", "还没有联系方式"), state("resolve_on_site", on_road=False))
    assert found.main is not None
    assert found.main.action == "resolve_on_site"
    assert names(found.shown) == ["accept"]
    assert found.shown[0].reason == "还没有联系方式"


def test_a_step_that_asks_first_is_not_the_main_one_beside_the_road() -> None:
    assert offered(state("escalate", on_road=False)).main is None


def test_what_is_on_the_road_is_shown_and_the_rest_is_folded() -> None:
    found = offered(
        state("reply"),
        state("escalate", on_road=False),
        state("litigate", on_road=False),
        state("pause", on_road=False),
        state("merge", "已经有主单", on_road=False),
        state("act", "还没有定性"),
    )
    assert names(found.shown) == ["escalate", "litigate", "act"]
    assert names(found.folded) == ["pause", "merge"]


def test_refused_ones_come_last_among_those_shown() -> None:
    found = offered(
        state("close", "归档材料还缺"), state("reply"), state("escalate", on_road=False)
    )
    assert [bool(one.reason) for one in found.shown] == [False, True]


def test_a_card_without_any_open_step_tells_what_each_waits_for(qtbot: QtBot) -> None:
    card = NextSteps()
    qtbot.addWidget(card)
    card.show()
    card.show_offers(offered(state("litigate", "还没有处理单", on_road=False), may_void=True))
    assert card.button("litigate").isVisible()
    assert card.reason("litigate") == "还没有处理单"
    assert not card.action.isVisible()


def test_a_card_where_only_voiding_is_left_keeps_it_folded(qtbot: QtBot) -> None:
    card = NextSteps()
    qtbot.addWidget(card)
    card.show()
    card.show_offers(offered(may_void=True))
    assert not card.button(VOID).isVisible()


def test_a_colleague_may_sign_what_only_the_own_roles_refuse() -> None:
    found = offered(state("conclude", "由职能科室负责人办理", others=True))
    assert SIGN + "conclude" in names(found.folded)
    label = next(one.label for one in found.folded if one.action == SIGN + "conclude")
    assert label == "定性（他人签名…）"


def test_a_guard_that_refuses_cannot_be_signed_away_by_a_colleague() -> None:
    found = offered(state("conclude", "两项都要选"))
    assert not [one for one in names(found.folded) if one.startswith(SIGN)]


@pytest.mark.parametrize("may_void", [True, False])
def test_voiding_is_folded_and_only_for_who_may(may_void: bool) -> None:
    found = offered(state("accept"), may_void=may_void)
    assert (VOID in names(found.folded)) == may_void
    assert VOID not in names(found.shown)


def test_a_step_that_will_stumble_stays_usable_and_says_over_what() -> None:
    (main,) = (ranked(KIND, [state("accept")], lambda _one: "先改好 2 处", False).main,)
    assert main is not None
    assert (main.reason, main.warning) == ("", "先改好 2 处")


def test_a_refused_step_says_its_reason_not_what_it_would_stumble_over() -> None:
    (only,) = ranked(KIND, [state("accept", "不行")], lambda _one: "先改好 2 处", False).shown
    assert (only.reason, only.warning) == ("不行", "")


# ---- the card --------------------------------------------------------------------------------


@pytest.fixture
def card(qtbot: QtBot) -> NextSteps:
    made = NextSteps()
    qtbot.addWidget(made)
    made.resize(330, 400)
    made.show()
    return made


def test_a_button_is_grey_with_its_reason_below(card: NextSteps) -> None:
    card.show_offers(offered(state("accept"), state("conclude", "两项都要选")))
    assert card.button("accept").isEnabled()
    assert not card.button("conclude").isEnabled()
    assert card.reason("conclude") == "两项都要选"
    assert card.button("conclude").accessibleDescription() == "两项都要选"


def test_pressing_says_which_step(qtbot: QtBot, card: NextSteps) -> None:
    card.show_offers(offered(state("accept")))
    with qtbot.waitSignal(card.asked) as caught:
        card.button("accept").click()
    assert caught.args == ["accept"]


def test_buttons_stay_while_only_their_reasons_change(card: NextSteps) -> None:
    card.show_offers(offered(state("accept"), state("conclude", "两项都要选")))
    before = card.button("conclude")
    card.show_offers(offered(state("accept"), state("conclude", "还没有核实")))
    assert card.button("conclude") is before
    assert card.reason("conclude") == "还没有核实"


def test_folded_steps_unfold_on_request_and_stay_unfolded(card: NextSteps) -> None:
    offers = offered(state("accept"), may_void=True)
    card.show_offers(offers)
    assert card.action.text() == "其余 1 项"
    assert not card.button(VOID).isVisible()
    card.action.click()
    assert card.button(VOID).isVisible()
    card.show_offers(offered(state("investigate"), may_void=True))
    assert card.button(VOID).isVisible()


def test_a_card_without_steps_takes_no_room(card: NextSteps) -> None:
    card.show_offers(Offers(None))
    assert card.isHidden()


def test_every_step_of_a_register_can_be_offered(card: NextSteps) -> None:
    steps = [
        StepState(one.action, one.label, None, (), one.asks, False, "") for one in FEEDBACK.steps
    ]
    card.show_offers(ranked(FEEDBACK, steps, lambda _one: "", True))
    assert all(card.button(one.action) for one in FEEDBACK.steps)
