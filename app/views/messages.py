"""The one place where an error reaches a person (beside fields, the form itself shows them)."""

import logging
import traceback

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox, QWidget

from app.errors import AppError, Cancelled
from app.i18n import _

log = logging.getLogger(__name__)


def show(owner: QObject | None, error: BaseException) -> None:
    """Say what happened. Known errors in their own words, bugs with a plain sentence and a copy button.

    A page that has a notice bar shows it there (`show_problem(text)`); otherwise a box opens.
    """
    if isinstance(error, Cancelled):
        return
    text = sentence(error)
    page = owner
    while page is not None:
        shower = getattr(page, "show_problem", None)
        if shower is not None:
            shower(text)
            return
        page = page.parent()
    box(owner if isinstance(owner, QWidget) else None, text, error)


def sentence(error: BaseException) -> str:
    """What a person is told of an error; never a class name, never a traceback."""
    if isinstance(error, AppError):
        return str(error)
    log.error("unexpected error", exc_info=error)
    return _(
        "程序出了意外的错误，这一步没有完成，已保存的记录没有动。重试一次；再出现时把详情发给管理员。"
    )


def box(parent: QWidget | None, text: str, error: BaseException | None = None) -> None:
    """A plain message box; for bugs with a button that copies the details."""
    message = QMessageBox(parent)
    message.setWindowTitle(_("质控台"))
    message.setTextFormat(message.textFormat().PlainText)
    message.setText(text)
    close = message.addButton(_("知道了"), QMessageBox.ButtonRole.AcceptRole)
    copy = None
    if error is not None and not isinstance(error, AppError):
        copy = message.addButton(_("复制详情"), QMessageBox.ButtonRole.ActionRole)
    message.setDefaultButton(close)
    message.exec()
    if copy is not None and message.clickedButton() is copy and error is not None:
        QGuiApplication.clipboard().setText("".join(traceback.format_exception(error)))
