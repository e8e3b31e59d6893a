"""视图 in the filter bar: made from the register or saved, own or shared, remembered per person."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from PySide6.QtWidgets import QDialog, QMenu
from pytestqt.qtbot import QtBot

from app import clock, settings
from app.models.complaint import CauseCategory, ComplaintStatus
from app.models.organisation import Role
from app.services import saved_views
from app.services.operations import Desk
from app.services.people import shift
from app.services.saved_views import Look, View
from app.views.asking.dialogs import TextDialog
from app.views.context import Context
from app.views.jobs import Jobs
from app.views.registers.listing.filters import MONTH, OURS_OPEN, Filters
from app.views.registers.listing.view_entries import entry_of, look_of
from app.views.registers.register_page import RegisterPage
from tests.factory import KIND, registered
from tests.hospital import NAME, desk_of
from tests.views.widgets.keyboard import shown


@pytest.fixture(autouse=True)
def today(set_clock: Callable[[str], datetime]) -> datetime:
    return set_clock("2026-03-06 16:20")


@pytest.fixture
def named(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Let the dialog that asks for a name answer."""

    def answer(name: str) -> None:
        def execute(dialog: TextDialog) -> int:
            dialog.editor.set_value(name)
            return QDialog.DialogCode.Accepted if name else QDialog.DialogCode.Rejected

        monkeypatch.setattr(TextDialog, "exec", execute)

    return answer


def offered(page: RegisterPage) -> list[str]:
    pick = page.views.pick
    return [pick.itemText(place) for place in range(pick.count())]


def choose(page: RegisterPage, text: str) -> None:
    page.views.pick.setCurrentIndex(offered(page).index(text))
    page.views.pick.chosen.emit()


def numbers(page: RegisterPage) -> list[str]:
    return [page.model.index(row, 0).data() for row in range(page.model.rowCount())]


def test_every_register_offers_its_own_views(
    desk: Desk, open_page: Callable[[], RegisterPage]
) -> None:
    registered(desk)
    last_month = clock.now() - timedelta(days=20)
    registered(desk, received_at=last_month)
    page = open_page()
    assert offered(page) == ["全部", "本月我科未办结", "超期", "2 个工作日内到期"]
    assert page.views.pick.words() == "视图：全部"
    choose(page, "本月我科未办结")
    assert page.filters.filters() == Filters(period=MONTH, scope=OURS_OPEN)
    assert numbers(page) == ["TS-YWK-202603-0001"]
    assert page.filters.scope.isVisible()
    assert page.filters.scope.words() == "范围：我科未办结"
    topic = page.filters.picks["topic"]
    assert not topic.isVisible()
    page.filters.more_button.click()
    assert topic.isVisible()
    page.filters.more_button.click()
    assert not topic.isVisible()
    choose(page, "超期")
    assert numbers(page) == ["TS-YWK-202603-0002"]
    page.filters.escape()
    assert page.views.pick.words() == "视图：全部"


def test_tab_comes_by_the_views_before_the_search(open_page: Callable[[], RegisterPage]) -> None:
    page = open_page()
    page.views.pick.setFocus()
    order = [page.focusWidget()]
    for _one in range(2):
        page.focusNextChild()
        order.append(page.window().focusWidget())
    assert order == [page.views.pick, page.views.keep, page.filters.search]


def test_conditions_that_are_no_view_say_so(open_page: Callable[[], RegisterPage]) -> None:
    page = open_page()
    page.filters.set_filters(Filters(text="收费"))
    assert page.views.pick.words() == "视图：现在的条件"
    page.filters.clear()
    assert "现在的条件" not in offered(page)


def test_what_is_seen_is_kept_and_comes_back(
    desk: Desk, open_page: Callable[[], RegisterPage], named: Callable[[str], None]
) -> None:
    registered(desk, subject="收费甲")
    registered(desk, subject="收费乙")
    page = open_page()
    seen = Filters(text="收费", status=ComplaintStatus.REGISTERED)
    page.filters.set_filters(seen)
    page.view.sort_asked.emit(0)
    page.chosen_columns.show(("subject", "topic"))
    named("收费的")
    page.views.keep.click()
    assert page.views.pick.words() == "视图：收费的"
    choose(page, "全部")
    assert page.filters.filters().is_empty()
    assert page.chosen_columns.chosen() == ()
    assert numbers(page) == ["TS-YWK-202603-0002", "TS-YWK-202603-0001"]
    choose(page, "收费的")
    again = open_page()
    for one in (page, again):
        assert one.filters.filters() == seen
        assert numbers(one) == ["TS-YWK-202603-0001", "TS-YWK-202603-0002"]
        assert one.chosen_columns.chosen()[1:3] == ("subject", "topic")


def test_a_view_that_differs_only_in_its_order_is_told_apart(
    desk: Desk, open_page: Callable[[], RegisterPage]
) -> None:
    registered(desk)
    registered(desk)
    saved_views.save(desk, KIND, "按编号", Look(period="all", sort="number", descending=False))
    page = open_page()
    choose(page, "按编号")
    assert numbers(page)[0].endswith("0001")
    assert page.views.pick.words() == "视图：按编号"
    choose(page, "全部")
    assert numbers(page)[0].endswith("0002")


def test_the_built_in_view_of_last_time_comes_back(open_page: Callable[[], RegisterPage]) -> None:
    choose(open_page(), "2 个工作日内到期")
    assert open_page().filters.filters().due == "soon"
    assert settings.chosen_view("100001", KIND.name) == "soon"


def view_of(desk: Desk) -> View:
    saved_views.save(desk, KIND, "我的", Look(text="收费"))
    return saved_views.views(desk, KIND)[0]


def actions(page: RegisterPage) -> dict[str, Callable[[], None]]:
    menu = page.views.menu(page.views.current().view)  # type: ignore[union-attr, arg-type]
    return {one.text(): one.trigger for one in menu.actions()}


def test_a_saved_view_is_renamed_shared_and_taken_away(
    desk: Desk, open_page: Callable[[], RegisterPage], named: Callable[[str], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    view_of(desk)
    page = open_page()
    choose(page, "我的")
    named("收费")
    actions(page)["改名…"]()
    assert page.views.pick.words() == "视图：收费"
    actions(page)["共用，让看得到台账的人都能用"]()
    assert offered(page)[-1] == "收费（共用）"
    actions(page)["不再共用"]()
    named("又一个")
    actions(page)["另存为新视图…"]()
    assert page.views.pick.words() == "视图：又一个"
    opened: list[QMenu] = []
    monkeypatch.setattr(QMenu, "popup", lambda menu, _at: opened.append(menu))
    page.views.keep.click()
    assert len(opened) == 1
    actions(page)["去掉这个视图"]()
    assert "又一个" not in offered(page)


def test_a_dialog_left_keeps_nothing(
    desk: Desk, open_page: Callable[[], RegisterPage], named: Callable[[str], None]
) -> None:
    page = open_page()
    named("")
    page.views.keep.click()
    assert saved_views.views(desk, KIND) == []


def test_those_who_may_not_share_use_a_shared_view_and_save_their_own(
    qtbot: QtBot, desk: Desk, named: Callable[[str], None]
) -> None:
    saved_views.share(desk, view_of(desk).id, True)
    nurse = desk_of(desk, Role.REGISTRAR)
    context = Context(nurse, NAME, "安禾医院", Jobs(inline=True))
    page = RegisterPage(context, shift.begin(nurse), KIND)
    shown(qtbot, page, page.view)
    page.appear()
    choose(page, "我的（共用）")
    assert page.filters.filters() == Filters(text="收费")
    named("我自己的")
    page.views.keep.click()
    assert offered(page)[-2:] == ["我自己的", "我的（共用）"]
    assert "共用，让看得到台账的人都能用" not in actions(page)


def test_a_view_is_read_with_what_the_register_still_knows() -> None:
    whole = Filters(
        text="输液",
        picks={"main_cause": CauseCategory.ETHICS, "respondent_department_id": 3},
        status=ComplaintStatus.ACCEPTED,
        due="soon",
    )
    look = look_of(whole, "number", False, ("number",))
    assert entry_of(KIND, View(1, "甲", False, True, look)).filters == whole
    odd = Look(period="x", scope="x", picks={"gone": 1, "main_cause": "x"}, status="x", due="x")
    assert entry_of(KIND, View(1, "甲", False, True, odd)).filters == Filters()
