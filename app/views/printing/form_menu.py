"""The menu under a button 打印 or 空白表 where a register has more than one form."""

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QMenu, QWidget

from app.i18n import _
from app.services.forms import CATALOGUE
from app.services.registers.register import Register


def ask_form(
    button: QWidget,
    kind: Register,
    chosen: Callable[[str], None],
    reasons: Mapping[str, str | None] | None = None,
) -> None:
    """Ask which form; without a choice the only one is taken at once. `reasons` say why not one."""
    if not kind.letters:
        chosen(kind.form)
        return
    menu = QMenu(button)
    for code in kind.forms:
        title = _(CATALOGUE[code].title)
        reason = (reasons or {}).get(code)
        entry = menu.addAction(
            _("{form}（{reason}）").format(form=title, reason=reason) if reason else title
        )
        entry.setData(code)
        entry.setEnabled(not reason)
    menu.triggered.connect(lambda action: chosen(action.data()))
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(button.mapToGlobal(button.rect().bottomLeft()))
