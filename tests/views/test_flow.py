"""From the first start to the end of a shift: founding, signing in, locking, handing over."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app import settings
from app.errors import NotFound
from app.models.organisation import Role
from app.services import reading
from app.services.operations import Desk
from app.services.people import accounts, directory
from app.services.storage import state
from app.services.upkeep.backups import making
from app.views.door import places
from app.views.first_start import FirstStartPage
from app.views.flow import Flow
from app.views.home.home_page import HomePage
from app.views.jobs import Jobs
from app.views.lock import LockPage
from app.views.main_window import MainWindow
from app.views.settings.backup.restore_dialog import RestoreHereDialog
from app.views.settings.own_password import OwnPasswordDialog
from app.views.sign_in import SignInPage
from app.views.window import Window
from tests.factory import KIND, registered
from tests.hospital import NAME, PASSWORD, STAFF_NO, founded
from tests.views.widgets.keyboard import press

OTHER_NO, OTHER_PASSWORD = "200001", "a second long sentence"


@pytest.fixture
def make_flow(qtbot: QtBot) -> Iterator[Callable[[str], Flow]]:
    made: list[Flow] = []

    def make(location: str, fill: Callable[[Desk], None] = lambda _desk: None) -> Flow:
        window = Window()
        flow = Flow(window, Jobs(inline=True), location, fill)
        made.append(flow)
        qtbot.addWidget(window)
        flow.begin()
        window.resize(1366, 768)
        window.show()
        window.activateWindow()
        return flow

    yield make
    for flow in made:
        flow.idle.stop()
        flow._leave_work()


@pytest.fixture
def location(tmp_path: Path) -> str:
    desk = founded(tmp_path)
    added = accounts.add_person(
        desk, OTHER_NO, "陈静", directory.load(desk).departments[0].id, frozenset({Role.HANDLER}),
        OTHER_PASSWORD,
    )  # fmt: skip
    assert added.record_id is not None
    colleague = Desk(desk.database, added.record_id, "测试机")
    accounts.change_own_password(colleague, OTHER_PASSWORD, OTHER_PASSWORD + "!")
    desk.database.close()
    return desk.database.location


def page_of(flow: Flow) -> QWidget:
    page = flow.window.page()
    assert page is not None
    return page


def sign_in(flow: Flow, staff_no: str = STAFF_NO, password: str = PASSWORD) -> None:
    page = page_of(flow)
    assert isinstance(page, SignInPage)
    page.staff_no.setText(staff_no)
    page.password.setText(password)
    press(page.password, "Enter")


def words_on(page: QWidget) -> str:
    return " ".join(one.text() for one in page.findChildren(QLabel) if one.isVisible())


def test_the_first_start_makes_a_hospital_and_begins_work(
    tmp_path: Path, make_flow: Callable[..., Flow]
) -> None:
    filled: list[Desk] = []
    flow = make_flow(str(tmp_path / "new" / "a.db"), filled.append)
    page = page_of(flow)
    assert isinstance(page, FirstStartPage)
    page.hospital.set_value("安禾医院")
    page.staff_no.set_value("100317")
    page.name.set_value("周敏")
    page.password.set_value("correct horse battery")
    page.again.set_value("correct horse battery")
    page.button.click()
    assert isinstance(page_of(flow), MainWindow)
    assert len(filled) == 1
    assert "周敏" in page_of(flow).findChild(QWidget, "TopBar").person.text()  # type: ignore[union-attr,attr-defined]  # the bar is there


def test_the_first_start_says_beside_the_field_what_the_service_refuses(
    tmp_path: Path, make_flow: Callable[..., Flow]
) -> None:
    flow = make_flow(str(tmp_path / "a.db"))
    page = page_of(flow)
    assert isinstance(page, FirstStartPage)
    page.hospital.set_value("安禾医院")
    page.staff_no.set_value("100317")
    page.name.set_value("周敏")
    for edit in (page.password, page.again):
        edit.set_value("aaaaaaaaaaaa")
    page.button.click()
    assert page_of(flow) is page
    assert "太容易猜到" in words_on(page)
    assert not (tmp_path / "a.db").exists()


def test_the_first_start_can_open_a_database_that_lies_elsewhere(
    tmp_path: Path, location: str, make_flow: Callable[..., Flow], monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = ["", location]
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_any: (answers.pop(0), ""))
    flow = make_flow(str(tmp_path / "none.db"))
    page = page_of(flow)
    assert isinstance(page, FirstStartPage)
    page.open_button.click()
    assert page_of(flow) is page
    page.open_button.click()
    sign_in(flow)
    assert isinstance(page_of(flow), MainWindow)
    assert settings.load().locations == (location,)


def test_the_first_start_can_begin_with_a_backup(
    tmp_path: Path, location: str, make_flow: Callable[..., Flow], monkeypatch: pytest.MonkeyPatch
) -> None:
    signed = accounts.sign_in(location, STAFF_NO, PASSWORD)
    folder = making.make(signed.desk).backup.folder
    signed.desk.database.close()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_any: str(folder))
    flow = make_flow(str(tmp_path / "other" / "quality-desk.db"))
    page = page_of(flow)
    assert isinstance(page, FirstStartPage)
    page.restore_button.click()
    (dialog,) = flow.window.findChildren(RestoreHereDialog)
    dialog.act.click()
    sign_in(flow)
    assert isinstance(page_of(flow), MainWindow)


def test_a_restore_ends_the_shift_and_says_on_the_sign_in_page_what_was_done(
    location: str, make_flow: Callable[..., Flow]
) -> None:
    flow = make_flow(location)
    sign_in(flow)
    assert flow._work is not None
    desk, main = flow._work.signed.desk, flow._work.main
    backup = making.make(desk).backup
    registered(desk)
    main.restore_asked.emit(backup, PASSWORD)
    assert "已恢复" in words_on(page_of(flow))
    sign_in(flow)
    assert isinstance(page_of(flow), MainWindow)
    assert flow._work is not None
    with pytest.raises(NotFound):
        reading.load(flow._work.signed.desk, KIND, 1)


def test_signing_in_opens_the_worklist(location: str, make_flow: Callable[..., Flow]) -> None:
    flow = make_flow(location)
    sign_in(flow)
    main = page_of(flow)
    assert isinstance(main, MainWindow)
    page = main.page()
    assert isinstance(page, HomePage)
    assert settings.load().staff_no == STAFF_NO


def test_a_wrong_password_is_said_and_typed_again(
    location: str, make_flow: Callable[..., Flow]
) -> None:
    flow = make_flow(location)
    sign_in(flow, password="wrong")
    page = page_of(flow)
    assert isinstance(page, SignInPage)
    assert page.error.text() == "工号或密码不对。再错 4 次将锁定 15 分钟"
    assert page.password.text() == ""
    assert page.password.isEnabled()


def test_a_file_that_is_no_database_is_said_on_the_first_page(
    tmp_path: Path, make_flow: Callable[..., Flow]
) -> None:
    (tmp_path / "a.db").write_bytes(b"something else entirely")
    flow = make_flow(str(tmp_path / "a.db"))
    sign_in(flow)
    page = page_of(flow)
    assert isinstance(page, SignInPage)
    assert "不是质控台的数据库" in page.error.text()


def test_the_last_person_only_types_the_password(
    location: str, make_flow: Callable[..., Flow]
) -> None:
    settings.change(staff_no=STAFF_NO)
    page = page_of(make_flow(location))
    assert isinstance(page, SignInPage)
    assert page.staff_no.text() == STAFF_NO


def test_the_sign_in_page_says_how_the_data_are(
    location: str, make_flow: Callable[..., Flow]
) -> None:
    state.note(location, hospital="安禾医院")
    state.note_check(location, True)
    words = words_on(page_of(make_flow(location)))
    assert "安禾医院" in words
    assert "数据库正常，审计链完整" in words


def test_a_first_password_is_changed_before_work(
    location: str, make_flow: Callable[..., Flow], monkeypatch: pytest.MonkeyPatch
) -> None:
    flow = make_flow(location)
    sign_in(flow)
    assert flow._work is not None
    person = directory.colleagues(flow._work.signed.desk)[1]
    code = accounts.issue_reset_code(flow._work.signed.desk, person.id)
    asked: list[bool] = []
    answer = [0]

    def ask(dialog: OwnPasswordDialog) -> int:
        asked.append(dialog.isModal())
        return answer[0]

    monkeypatch.setattr(OwnPasswordDialog, "exec", ask)
    flow.hand_over()
    sign_in(flow, person.staff_no, code)
    assert asked == [True]
    assert isinstance(page_of(flow), SignInPage)
    assert flow._work is None
    answer[0] = 1
    sign_in(flow, person.staff_no, code)
    assert isinstance(page_of(flow), MainWindow)


def test_locking_hides_everything_and_only_the_same_person_unlocks(
    location: str, make_flow: Callable[..., Flow]
) -> None:
    flow = make_flow(location)
    sign_in(flow)
    assert flow._work is not None
    main = flow._work.main
    record_id = registered(flow._work.signed.desk)
    record = main.windows.open_record(KIND, record_id)
    main.search_all()
    flow.lock()
    page = page_of(flow)
    assert isinstance(page, LockPage)
    others = [one for one in QApplication.topLevelWidgets() if one.isVisible()]
    assert others == [flow.window]
    assert "打开着的 1 份记录都留着" in words_on(page)
    assert "闲置 3 分钟自动锁定" in words_on(page)
    page.password.setText("wrong")
    press(page.password, "Enter")
    assert page_of(flow) is page
    assert "工号或密码不对" in page.error.text()
    page.password.setText(PASSWORD)
    press(page.password, "Enter")
    assert page_of(flow) is main
    assert record.isVisible()


def test_what_is_being_written_is_a_draft_when_the_window_locks(
    location: str, make_flow: Callable[..., Flow]
) -> None:
    flow = make_flow(location)
    sign_in(flow)
    assert flow._work is not None
    record = flow._work.main.windows.open_new(KIND)
    editor = record.form.rows["subject"].editor
    editor.set_value("输液等候")
    editor.changed.emit()
    flow.lock()
    kept = reading.drafts(flow._work.signed.desk, KIND)
    assert [one.values["subject"] for one in kept] == ["输液等候"]


def test_another_person_gets_a_desk_of_their_own(
    location: str, make_flow: Callable[..., Flow]
) -> None:
    flow = make_flow(location)
    sign_in(flow)
    assert flow._work is not None
    first, record = flow._work, flow._work.main.windows.open_new(KIND)
    editor = record.form.rows["subject"].editor
    editor.set_value("输液等候")
    editor.changed.emit()
    flow.hand_over()
    page = page_of(flow)
    assert isinstance(page, SignInPage)
    assert page.staff_no.text() == ""
    sign_in(flow, OTHER_NO, OTHER_PASSWORD + "!")
    main = page_of(flow)
    assert isinstance(main, MainWindow)
    assert main is not first.main
    assert flow._work.shift.me.actor.name == "陈静"
    others = [one for one in QApplication.topLevelWidgets() if one.isVisible()]
    assert others == [flow.window]
    assert reading.drafts(flow._work.signed.desk, KIND) == []
    assert len(reading.drafts(first.signed.desk, KIND)) == 1


def test_the_same_person_signing_in_at_the_hand_over_goes_on(
    location: str, make_flow: Callable[..., Flow]
) -> None:
    flow = make_flow(location)
    sign_in(flow)
    main = page_of(flow)
    flow.hand_over()
    sign_in(flow)
    assert page_of(flow) is main
    assert flow._lock is None


def test_the_hand_over_can_be_left_for_the_lock(
    location: str, make_flow: Callable[..., Flow]
) -> None:
    flow = make_flow(location)
    sign_in(flow)
    flow.hand_over()
    page = page_of(flow)
    assert isinstance(page, SignInPage)
    flow._back_to_lock(page)
    assert isinstance(page_of(flow), LockPage)


def test_idle_time_locks_and_a_key_begins_it_anew(
    qtbot: QtBot, location: str, make_flow: Callable[..., Flow]
) -> None:
    flow = make_flow(location)
    sign_in(flow)
    flow.idle._timer.start(200)
    flow.idle.touch()
    assert flow.idle._timer.remainingTime() > 100
    window = flow.window.windowHandle()
    flow.idle.eventFilter(window, QFocusEvent(QEvent.Type.FocusIn))
    qtbot.waitUntil(lambda: isinstance(flow.window.page(), LockPage))
    flow.idle.touch()
    assert not flow.idle._timer.isActive()


def test_closing_keeps_the_place_and_the_audit_head(
    location: str, make_flow: Callable[..., Flow]
) -> None:
    flow = make_flow(location)
    sign_in(flow)
    flow.window.setGeometry(20, 30, 1100, 600)
    flow.window.close()
    place = settings.place_of(STAFF_NO)
    assert place is not None
    assert (place.width, place.height) == (1100, 600)
    assert state.read(location).head is not None


def test_places_used_before_are_offered_by_name(tmp_path: Path, location: str) -> None:
    settings.remember_location(location)
    settings.remember_location("postgresql://qd:secret@server:5432/quality?sslmode=require")
    offered = places.offered(location)
    words = [text for _key, text in offered]
    assert words[0] == "本机数据（默认）"
    assert "服务器 server:5432 的 quality" in words
    assert f"hospital（{tmp_path.name}）" in words
    assert words[-1] == "其他位置…"
    assert "secret" not in " ".join(words)


def test_the_place_used_last_is_opened_unless_it_has_gone(location: str) -> None:
    settings.remember_location(location)
    settings.remember_location("gone.db")
    assert places.usual() == location


def test_another_place_is_chosen_from_a_file(
    tmp_path: Path, location: str, make_flow: Callable[..., Flow], monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "b"
    other.mkdir()
    state.note(founded(other).database, hospital="二院")
    chosen = str(other / "hospital.db")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_any: (chosen, ""))
    flow = make_flow(location)
    page = page_of(flow)
    assert isinstance(page, SignInPage)
    page.location.set_value(places.OTHER)
    page.location.chosen.emit()
    assert flow.location == chosen
    assert page.location.value() == chosen
    sign_in(flow)
    assert flow._work is not None
    assert flow._work.shift.me.actor.name == NAME
    assert settings.load().locations[0] == chosen


def test_a_window_that_would_lie_outside_every_screen_comes_back(qtbot: QtBot) -> None:
    window = Window()
    qtbot.addWidget(window)
    window.go_to(settings.Place(9000, 9000, 5000, 5000))
    assert window.screen().availableGeometry().intersects(window.geometry())
