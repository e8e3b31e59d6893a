"""F4 in a field of words: phrases are filtered, put in, kept and managed without the mouse."""

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.models.organisation import Role
from app.services.suggestions import phrases
from app.views.context import Context
from app.views.inputs.editors import TextArea
from app.views.registers.ease.phrase_panel import PhrasePanel
from app.views.registers.ease.phrases_dialog import PhrasesDialog
from tests.factory import KIND
from tests.hospital import desk_of
from tests.views.registers.record_house import Desktop

TEXTS = ("要求当面道歉", "要求书面答复", "要求调换床位")


@pytest.fixture
def at(qtbot: QtBot, context: Context) -> Desktop:
    """A new complaint with three phrases for the demand, the keyboard in it."""
    for text in TEXTS:
        phrases.save(context.desk, KIND, "demand", text)
    desktop = Desktop(qtbot, context)
    desktop.tab_to("demand")
    return desktop


def panel(at: Desktop) -> PhrasePanel:
    """The list that is open."""
    found = at.window.ease.phrases.panel
    assert found is not None
    return found


def written(at: Desktop, name: str = "demand") -> str:
    return at.window.form.rows[name].editor.text()


def kept(at: Desktop, name: str = "demand") -> list[str]:
    return [one.text for one in phrases.offered(at.context.desk, KIND, name).phrases]


@pytest.mark.parametrize("typed", ["yqsm", "书面"])
def test_initials_or_words_find_a_phrase_and_enter_puts_it_in(at: Desktop, typed: str) -> None:
    at.press("F4")
    at.type(typed)
    assert panel(at).offered() == ["要求书面答复"]
    at.press("Enter")
    assert written(at) == "要求书面答复"
    assert at.window.form.current() == "demand"
    assert at.window.ease.phrases.panel is None


def test_it_goes_in_where_the_cursor_is(at: Desktop) -> None:
    at.type("一、")
    at.press("F4")
    at.press("Down")
    at.press("Enter")
    at.type("。")
    assert written(at) == "一、要求当面道歉。"


def test_ctrl_z_takes_it_out_again(at: Desktop) -> None:
    at.type("一、")
    at.press("F4")
    at.press("Enter")
    at.press("Z", ctrl=True)
    assert written(at) == "一、"


def test_the_list_goes_along_with_its_field_until_it_is_out_of_sight(at: Desktop) -> None:
    at.press("F4")
    bar = at.window.form.verticalScrollBar()
    before = panel(at).y()
    bar.setValue(bar.value() - 40)
    at.settle()
    assert panel(at).y() == before + 40
    bar.setValue(0)
    at.settle()
    assert at.window.ease.phrases.panel is None
    assert at.window.form.current() == "demand"


def test_esc_goes_back_and_keeps_the_window(at: Desktop) -> None:
    at.press("F4")
    at.press("Esc")
    assert at.window.isVisible()
    assert at.window.form.current() == "demand"
    assert written(at) == ""
    assert at.window.form.rows["demand"].error() == ""


def test_leaving_with_tab_or_mouse_closes_the_list(at: Desktop) -> None:
    at.press("F4")
    at.window.form.focus("narrative")
    at.settle()
    assert at.window.ease.phrases.panel is None


def test_one_line_fields_have_phrases_too(at: Desktop) -> None:
    phrases.save(at.context.desk, KIND, "subject", "夜间呼叫\n无人应答")
    at.tab_to("subject")
    at.press("F4")
    at.press("Enter")
    assert written(at, "subject") == "夜间呼叫 无人应答"
    assert at.window.form.changes()["subject"] == "夜间呼叫 无人应答"


def test_what_names_a_person_has_none(at: Desktop) -> None:
    at.tab_to("complainant_name")
    at.press("F4")
    assert at.window.ease.phrases.panel is None


def test_what_is_written_is_kept_as_a_phrase(at: Desktop) -> None:
    at.type("要求退费")
    at.press("F4")
    at.press("Tab")
    assert QApplication.focusWidget() is panel(at).save
    at.press("Space")
    assert "要求退费" in kept(at)
    assert panel(at).note.text() == "已存为常用语"
    assert "要求退费" in panel(at).offered()
    assert panel(at).save.isHidden()
    assert written(at) == "要求退费"


def test_the_selection_alone_is_kept(at: Desktop) -> None:
    at.type("要求退费，否则投诉到卫健委")
    editor = at.window.form.rows["demand"].editor
    assert isinstance(editor, TextArea)
    cursor = editor.area.textCursor()
    cursor.setPosition(0)
    cursor.setPosition(4, cursor.MoveMode.KeepAnchor)
    editor.area.setTextCursor(cursor)
    at.press("F4")
    panel(at).save.click()
    at.settle()
    assert "要求退费" in kept(at)


def test_too_much_is_refused_beside_the_list(at: Desktop) -> None:
    at.window.form.enter({"demand": "长" * 501})
    at.press("F4")
    panel(at).save.click()
    at.settle()
    assert "最多 500 字" in panel(at).note.text()
    assert len(kept(at)) == len(TEXTS)


def test_a_field_without_phrases_says_how_to_begin(at: Desktop) -> None:
    at.tab_to("materials")
    at.press("F4")
    assert "还没有常用语" in panel(at).note.text()
    assert panel(at).save.isHidden()
    assert panel(at).manage.isHidden()


def manage(at: Desktop) -> PhrasesDialog:
    at.press("F4")
    panel(at).manage.click()
    dialog = at.dialog()
    assert isinstance(dialog, PhrasesDialog)
    return dialog


def test_phrases_are_put_into_other_words_shared_and_retired(at: Desktop) -> None:
    dialog = manage(at)
    assert dialog.list.count() == len(TEXTS)
    text = dialog.editor.text()
    dialog.editor.set_value("要求当面赔礼道歉")
    dialog.keep.click()
    assert "要求当面赔礼道歉" in kept(at)
    assert text not in kept(at)
    before = dialog.list.count()
    dialog.share.click()
    offered = phrases.offered(desk_of(at.context.desk, Role.REGISTRAR), KIND, "demand").phrases
    assert len(offered) == 1
    assert dialog.share.text() == "不再共用"
    dialog.retire.click()
    assert dialog.list.count() == before - 1


def test_an_empty_phrase_is_refused_beside_its_field(at: Desktop) -> None:
    dialog = manage(at)
    dialog.editor.set_value(None)
    dialog.keep.click()
    assert dialog.row.error() == "还没有写常用语的内容"
    at.press("Esc")
    assert at.no_dialog()
