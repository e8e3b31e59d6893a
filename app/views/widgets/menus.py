"""A menu under a button: one of several is asked for."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QMenu, QWidget


@dataclass(frozen=True)
class Entry:
    """What is offered: its words, what it stands for, and whether it can be taken now."""

    text: str
    value: object
    is_possible: bool = True


def offer(button: QWidget, entries: Iterable[Entry], chosen: Callable[[Any], object]) -> None:
    """Open a menu under `button`; `chosen` gets the value of the entry taken."""
    menu = QMenu(button)
    for one in entries:
        action = menu.addAction(one.text)
        action.setData(one.value)
        action.setEnabled(one.is_possible)
    menu.triggered.connect(lambda action: chosen(action.data()))
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(button.mapToGlobal(button.rect().bottomLeft()))
