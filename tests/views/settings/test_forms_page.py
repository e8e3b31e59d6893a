"""系统 › 表单: whose template is shown, and how another one comes into use."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from app.models.organisation import Role
from app.services import printing
from app.services.people import organisation
from app.services.templates import care, kept
from app.services.templates.kept import Origin
from app.views.context import Context
from app.views.jobs import Jobs
from app.views.printing.sample import SampleWindow
from app.views.settings.forms import forms_page
from app.views.settings.forms.forms_page import FormsPage
from app.views.settings.forms.template_dialog import TemplateDialog
from tests.factory import KIND, registered
from tests.hospital import desk_of
from tests.services.test_printing import pdf_text
from tests.services.test_templates import closed, own_template


@pytest.fixture
def page(qtbot: QtBot, context: Context) -> FormsPage:
    """The page with its rows."""
    made = FormsPage(context)
    qtbot.addWidget(made)
    made.allow(organisation.me(context.desk))
    made.reload()
    context.changed.connect(lambda _changes: made.reload())
    return made


def dialog_of(qtbot: QtBot, context: Context, path: Path | None = None) -> TemplateDialog:
    """The dialog for F01."""
    form = care.overview(context.desk)[0].form
    made = TemplateDialog(context, None, form, path)
    qtbot.addWidget(made)
    made.open()
    return made


def cells(page: FormsPage, row: int) -> list[str]:
    """What a row says."""
    model = page.list.model
    return [str(model.index(row, column).data()) for column in range(model.columnCount())]


def test_every_form_is_listed_with_its_template(page: FormsPage) -> None:
    assert cells(page, 0) == ["F01", "患者投诉记录单", "QR-8.7-01  A/0", "内置模板", "内置"]
    assert cells(page, 1)[:2] == ["F01R", "投诉答复函"]


def test_another_template_comes_into_use_through_the_dialog(
    qtbot: QtBot,
    context: Context,
    page: FormsPage,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = own_template(tmp_path, "本院表头")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_all: (str(path), ""))
    dialog = dialog_of(qtbot, context)
    assert not dialog.act.isEnabled()
    dialog.choose.click()
    assert dialog.act.isEnabled()
    dialog.act.click()
    assert not dialog.isVisible()
    assert cells(page, 0)[3:] == ["本院表头.xlsx", "本院"]
    made = printing.render(context.desk, KIND, registered(context.desk))
    assert "本院表头" in pdf_text(made)


def test_what_is_wrong_is_said_with_its_cell_and_nothing_is_installed(
    qtbot: QtBot, context: Context, tmp_path: Path
) -> None:
    dialog = dialog_of(qtbot, context, own_template(tmp_path, "{{ 没有的项 }}"))
    assert not dialog.act.isEnabled()
    assert dialog.verdict.text().startswith("有 1 处要改")
    place, words = (dialog.findings.model.index(0, column).data() for column in (1, 2))
    assert place.endswith("!A4")
    assert "没有“{{ 没有的项 }}”这一项" in words
    dialog.read_file(own_template(tmp_path, "改好了"))
    assert dialog.act.isEnabled()


def test_a_file_that_is_no_workbook_is_said(qtbot: QtBot, context: Context, tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(b"")
    dialog = dialog_of(qtbot, context, path)
    assert not dialog.act.isEnabled()
    dialog.read_file(tmp_path / "gone.xlsx")
    assert "打不开" in dialog.error.text()


def test_a_workbook_may_be_dropped(qtbot: QtBot, context: Context, tmp_path: Path) -> None:
    dialog = dialog_of(qtbot, context)
    carried = QMimeData()
    carried.setUrls([QUrl.fromLocalFile(str(own_template(tmp_path, "拖来的")))])
    button, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    dialog.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, carried, button, none))
    assert dialog.file.text() == "拖来的.xlsx"


def test_a_template_is_looked_at_with_sample_values(
    qtbot: QtBot, context: Context, tmp_path: Path
) -> None:
    dialog = dialog_of(qtbot, context, own_template(tmp_path, "样张表头"))
    dialog.look.click()
    window = dialog.findChild(SampleWindow)
    assert window is not None
    assert window.pages.pages
    assert not window.print.isVisible()
    window.close()


def test_the_built_in_one_comes_back_and_the_older_again(
    context: Context, page: FormsPage, tmp_path: Path
) -> None:
    care.install(context.desk, care.examine(context.desk, "F01", own_template(tmp_path, "旧版")))
    page.reload()
    page.restore.click()
    assert cells(page, 0)[3:] == ["内置模板", "内置"]
    again = next(b for b in page.versions.findChildren(QPushButton) if b.text() == "重新启用")
    again.click()
    assert cells(page, 0)[3] == "旧版.xlsx"


def test_the_history_says_how_many_records_were_closed_with_a_version(
    context: Context, page: FormsPage
) -> None:
    closed(context.desk)
    page.reload()
    (version,) = care.overview(context.desk)[0].versions
    assert (version.built_in, version.closed) == (True, 1)


def test_a_template_in_the_folder_is_offered(
    qtbot: QtBot, context: Context, page: FormsPage, tmp_path: Path
) -> None:
    folder = kept.forms_folder(context.desk.database)
    folder.mkdir()
    shutil.copy(own_template(tmp_path, "文件夹里的"), folder / "F01.xlsx")
    page.reload()
    assert "数据文件夹里有本院模板：F01" in page.found.text()
    page.found.action.click()
    dialog = page.window().findChild(TemplateDialog)
    assert dialog is not None
    dialog.act.click()
    assert care.overview(context.desk)[0].origin is Origin.OWN
    assert not page.found.isVisibleTo(page)


def test_the_built_in_template_is_exported(
    page: FormsPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forms_page, "choose_file", lambda *_all: tmp_path / "F01.xlsx")
    page.export.click()
    assert (tmp_path / "F01.xlsx").read_bytes().startswith(b"PK")


def test_who_may_not_configure_only_looks(qtbot: QtBot, context: Context) -> None:
    nurse = desk_of(context.desk, Role.REGISTRAR)
    page = FormsPage(Context(nurse, "陈静", "安禾医院", Jobs(inline=True)))
    qtbot.addWidget(page)
    page.allow(organisation.me(nurse))
    page.reload()
    assert not page.change.isEnabled()
    assert page.look.isEnabled()
    assert "换模板由" in page.reason()
