"""Opens the window: the application, its language and look, the first page, then the rest behind it."""

import gc
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QLocale, QTimer, QTranslator
from PySide6.QtWidgets import QApplication

from app import i18n, settings
from app.views import theme
from app.views.crash import LastResort
from app.views.flow import Flow
from app.views.jobs import Jobs
from app.views.window import Window

if TYPE_CHECKING:
    from app.services.operations import Desk


def run(location: str, fill_demo: Callable[["Desk"], None]) -> int:
    """Open the window on a database (empty: the usual one) and work until it is closed."""
    application = QApplication.instance() or QApplication(sys.argv[:1])
    if not isinstance(application, QApplication):
        raise TypeError("the application has no windows")
    last_resort = LastResort()
    last_resort.install()
    dress(application)
    window = Window()
    flow = Flow(window, Jobs(), location, fill_demo)
    window.painted.connect(lambda: QTimer.singleShot(0, lambda: _after_first_paint(flow)))
    flow.begin()
    window.show()
    return application.exec()


def dress(application: QApplication) -> None:
    """Language, fonts and theme of everything Qt draws by itself."""
    theme.prepare(application)
    application.setApplicationName("quality-desk")
    application.setQuitOnLastWindowClosed(False)
    if i18n.language() == "zh_CN":
        translator = QTranslator(application)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if translator.load(QLocale(), "qtbase", "_", folder):
            application.installTranslator(translator)
    theme.apply(application, settings.load().theme)
    application.styleHints().colorSchemeChanged.connect(lambda _scheme: _follow(application))


def _follow(application: QApplication) -> None:
    """The desktop turned dark or light: so does the program, unless a theme was chosen."""
    chosen = settings.load().theme
    if chosen == "system":
        theme.apply(application, chosen)


def _after_first_paint(flow: Flow) -> None:
    """What was made for the first page is never garbage: it is left out of collecting from now on."""
    gc.enable()
    gc.freeze()
    flow.load_behind()
