"""列设置: which columns of a register a person wants to see on this PC."""

from collections.abc import Callable, Sequence

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from app import settings
from app.i18n import _
from app.views.registers.listing.columns import DUE, NUMBER, STATUS, Column

# What a record is called by and how it stands is always seen.
_ALWAYS = frozenset({NUMBER, STATUS, DUE})


def hidden_places(staff_no: str, register: str, columns: Sequence[Column]) -> frozenset[int]:
    """The places of the columns this person has switched off."""
    hidden = settings.hidden_columns(staff_no, register)
    return frozenset(i for i, one in enumerate(columns) if one.name in hidden)


def column_menu(
    parent: QWidget,
    staff_no: str,
    register: str,
    columns: Sequence[Column],
    changed: Callable[[], None],
) -> QMenu:
    """A menu of ticks; each is kept at once."""
    menu = QMenu(parent)
    hidden = settings.hidden_columns(staff_no, register)

    def keep(name: str, is_shown: bool) -> None:
        others = [one for one in settings.hidden_columns(staff_no, register) if one != name]
        chosen = others if is_shown else [*others, name]
        settings.hide_columns(staff_no, register, tuple(chosen))
        changed()

    for one in columns:
        if one.name in _ALWAYS or one.layout.stretch:
            continue
        action = QAction(_(one.label), menu)
        action.setCheckable(True)
        action.setChecked(one.name not in hidden)
        action.toggled.connect(lambda on, name=one.name: keep(name, on))
        menu.addAction(action)
    menu.aboutToHide.connect(menu.deleteLater)
    return menu
