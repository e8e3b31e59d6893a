"""How a window over the one in front is opened: without stopping the program, and gone when it is closed."""

from PySide6.QtWidgets import QApplication, QDialog, QWidget


def show(dialog: QDialog) -> None:
    """Show it over its window, or beside it when it is made to stay there."""
    dialog.finished.connect(dialog.deleteLater)
    if dialog.isModal():
        dialog.open()
    else:
        dialog.show()


def in_front(window: QWidget) -> QWidget:
    """The window in front, which may not be the one that was asked first: a record may have asked."""
    return QApplication.activeWindow() or window.window()
