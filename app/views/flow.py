"""From the first start to the end of a shift: found, sign in, work, lock, hand over."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from app import __version__, settings
from app.errors import InvalidRecord
from app.i18n import _
from app.services.storage import state
from app.views import messages, theme
from app.views.door import desk_door, places, restoring, upkeep
from app.views.door.curtain import Curtain
from app.views.door.idle import IdleWatch
from app.views.front import StatusLine
from app.views.inputs.combo import Option
from app.views.jobs import Jobs
from app.views.sign_in import SignInPage
from app.views.window import Window

if TYPE_CHECKING:
    from app.services.operations import Desk
    from app.services.people.accounts import SignedIn
    from app.services.people.shift import Shift
    from app.services.upkeep.backups.manifests import Backup
    from app.views.context import Context
    from app.views.first_start import FirstStart, FirstStartPage
    from app.views.lock import LockPage
    from app.views.main_window import MainWindow


@dataclass
class Work:
    """What one person has open."""

    signed: "SignedIn"
    shift: "Shift"
    context: "Context"
    main: "MainWindow"


class Flow(QObject):
    """Owns the window and decides which page it shows."""

    def __init__(
        self,
        window: Window,
        jobs: Jobs,
        location: str,
        fill_demo: Callable[["Desk"], None],
    ) -> None:
        super().__init__(window)
        self.window, self.jobs = window, jobs
        self.location = location or places.usual()
        self._is_named = bool(location)
        self._fill_demo = fill_demo
        self._loading: threading.Thread | None = None
        self._lock: LockPage | None = None
        self._work: Work | None = None
        self._curtain = Curtain(window)
        self.idle = IdleWatch(self)
        self.idle.idle.connect(self.lock)
        window.closing.connect(self._on_closing)

    # ---- before work ---------------------------------------------------------------------------

    def begin(self) -> None:
        """Show the first page: found a database where there is none, else sign in."""
        self.window.go_to(settings.place_of(settings.load().staff_no))
        if places.is_missing(self.location):
            self._show_first_start()
        else:
            self.show_sign_in()

    def load_behind(self) -> None:
        """Import what work needs while the first page is already on screen."""
        self._loading = threading.Thread(target=desk_door.load, name="load", daemon=True)
        self._loading.start()

    def _show_first_start(self) -> None:
        # Once in the life of a PC, and its editors cost a tenth of a start.
        from app.views.first_start import FirstStartPage

        page = FirstStartPage()
        page.submitted.connect(lambda answers: self._found(page, answers))
        page.open_asked.connect(lambda: self._open_existing(page))
        page.restore_asked.connect(
            lambda: restoring.at_first_start(
                self.jobs, page, self.location, lambda: self._leave_first_start(page)
            )
        )
        self._add_help(page)
        self.window.show_page(page)
        page.focus_first()

    def _open_existing(self, page: "FirstStartPage") -> None:
        """There is a database already, at another place."""
        chosen = _ask_file(self.window)
        if chosen:
            self.location, self._is_named = chosen, False
            self._leave_first_start(page)

    def _leave_first_start(self, page: "FirstStartPage") -> None:
        self.show_sign_in()
        self.window.take_away(page)

    def _found(self, page: "FirstStartPage", answers: "FirstStart") -> None:
        page.set_busy(True)
        location, fill = self.location, self._fill_demo

        def done(signed: "SignedIn") -> None:
            self._enter(signed, page)

        def failed(error: Exception) -> None:
            page.show_error(messages.sentence(error))
            if isinstance(error, InvalidRecord):
                for name, problem in error.problems.items():
                    page.rows[name].set_error(problem)

        self.jobs.write(self, lambda: desk_door.found(location, answers, fill), done, failed)

    def show_sign_in(self) -> SignInPage:
        """Ask who is there; at 换班 the place of the data stays."""
        is_handing_over = self._work is not None
        known = state.read(self.location)
        offered = [] if is_handing_over else places.offered(self.location)
        page = SignInPage(known.hospital, offered, __version__)
        page.set_status(_status_lines(known))
        page.location.set_value(self.location)
        page.location.chosen.connect(lambda: self._choose_location(page))
        page.submitted.connect(lambda who, secret, _place: self._check(page, who, secret))
        self._add_help(page)
        if is_handing_over:
            back = QShortcut(QKeySequence("Esc"), page)
            back.activated.connect(lambda: self._back_to_lock(page))
            page.strip.set_keys([("Enter", _("登录")), ("Esc", _("返回锁定页"))])
        self.window.show_page(page)
        page.set_staff_no("" if is_handing_over else settings.load().staff_no)
        return page

    def _choose_location(self, page: SignInPage) -> None:
        chosen = str(page.location.value() or "")
        if chosen == places.OTHER:
            chosen = _ask_file(self.window)
        if chosen and chosen != self.location:
            self.location, self._is_named = chosen, False
            if not places.is_missing(chosen):
                settings.remember_location(chosen)
        offered = places.offered(self.location)
        page.location.set_options([Option(key, text) for key, text in offered])
        page.location.set_value(self.location)
        page.set_status(_status_lines(state.read(self.location)))

    def _check(self, page: SignInPage, staff_no: str, password: str) -> None:
        page.set_busy(True)
        location = self.location
        before = self._work.signed.desk.database if self._work else None

        def done(signed: "SignedIn") -> None:
            self._enter(signed, page)

        def failed(error: Exception) -> None:
            page.show_error(messages.sentence(error))

        self.jobs.write(
            self, lambda: desk_door.sign_in(location, staff_no, password, before), done, failed
        )

    # ---- work ----------------------------------------------------------------------------------

    def _enter(self, signed: "SignedIn", page: "FirstStartPage | SignInPage | LockPage") -> None:
        """Somebody is let in: the same person goes on, another one gets a desk of their own."""
        if self._work is not None and self._work.signed.desk.person_id == signed.desk.person_id:
            self._go_on()
            self._take_away(page)
            return

        def done(shift: "Shift") -> None:
            self._show_work(signed, shift)
            self._take_away(page)

        def failed(error: Exception) -> None:
            page.show_error(messages.sentence(error))

        self.jobs.read(self, lambda: desk_door.begin_shift(signed.desk), done, failed)

    def _take_away(self, page: QWidget) -> None:
        """The page somebody came in by, and the lock that was before it."""
        lock, self._lock = self._lock, None
        if lock is not None and lock is not page:
            self.window.take_away(lock)
        self.window.take_away(page)

    def _show_work(self, signed: "SignedIn", shift: "Shift") -> None:
        # Loaded behind the sign-in page; here it only gets its name.
        from app.views.context import Context
        from app.views.main_window import MainWindow

        self._leave_work()
        context = Context(signed.desk, signed.name, shift.hospital, self.jobs, self)
        if signed.must_change_password and not self._password_changed(context):
            signed.desk.database.close()
            self.show_sign_in()
            return
        main = MainWindow(context, shift)
        main.lock_asked.connect(self.lock)
        main.switch_asked.connect(self.hand_over)
        main.settings_changed.connect(self._take_settings)
        main.restore_asked.connect(self._restore)
        self._work = Work(signed, shift, context, main)
        self._remember(shift.staff_no)
        self.window.show_page(main)
        main.focus_page()
        self.idle.start(settings.load().idle_seconds())
        upkeep.begin(context, shift, main)

    def _take_settings(self) -> None:
        """This PC was set otherwise in 系统: it looks and locks itself so at once."""
        chosen = settings.load()
        application = QApplication.instance()
        if isinstance(application, QApplication):
            theme.apply(application, chosen.theme)
        self.idle.start(chosen.idle_seconds())

    def _password_changed(self, context: "Context") -> bool:
        # Only the first sign-in needs it.
        from app.views.settings.own_password import OwnPasswordDialog

        return bool(OwnPasswordDialog(context, self.window, must=True).exec())

    def _remember(self, staff_no: str) -> None:
        settings.change(staff_no=staff_no)
        if not self._is_named:
            settings.remember_location(self.location)
        place = settings.place_of(staff_no)
        if place is not None and place != self.window.place():
            self.window.go_to(place)

    def _restore(self, backup: "Backup", password: str) -> None:
        """Everybody leaves, the data are replaced behind the sign-in page, then people sign in anew."""
        work = self._work
        if work is None:
            return
        self.idle.stop()
        desk = work.signed.desk
        self._leave_work()
        page = self.show_sign_in()

        def show_state() -> None:
            page.set_status(_status_lines(state.read(self.location)))

        restoring.carry_out(self.jobs, page, desk, backup, password, show_state)

    def _leave_work(self) -> None:
        """The person before is gone: their windows close, what they were writing is a draft."""
        work, self._work = self._work, None
        self._curtain.forget()
        if work is None:
            return
        work.main.windows.close_all()
        self.window.take_away(work.main)
        work.context.deleteLater()

    # ---- lock and hand over --------------------------------------------------------------------

    def lock(self) -> None:
        """Blank everything, then ask for the password of the person who works here."""
        work = self._work
        if work is None or self._lock is not None:
            return
        self.idle.stop()
        n, who = work.main.windows.keep_drafts(), work.shift
        self._curtain.draw()
        # Not needed before the first page is on screen.
        from app.views.lock import LockPage

        page = LockPage(who.me.actor.name, who.staff_no, who.department, who.hospital)
        kept = _("打开着的 {n} 份记录都留着，写到一半的已存为草稿").format(n=n) if n else ""
        page.set_notes(kept, settings.load().idle_seconds() // 60)
        page.unlock.connect(self._unlock)
        page.switch_person.connect(self.hand_over)
        self._lock = page
        self.window.show_page(page)
        self.window.activateWindow()
        self.window.repaint()

    def hand_over(self) -> None:
        """换班: another person signs in at this PC; until then everything stays blank."""
        self.lock()
        self.show_sign_in()

    def _back_to_lock(self, page: SignInPage) -> None:
        if self._lock is not None:
            self.window.show_page(self._lock)
            self.window.take_away(page)

    def _unlock(self, password: str) -> None:
        work, page = self._work, self._lock
        if work is None or page is None:
            return
        page.set_busy(True)
        location, database = self.location, work.signed.desk.database

        def done(signed: "SignedIn") -> None:
            self._enter(signed, page)

        def failed(error: Exception) -> None:
            page.show_error(messages.sentence(error))

        staff_no = work.shift.staff_no
        self.jobs.write(
            self, lambda: desk_door.sign_in(location, staff_no, password, database), done, failed
        )

    def _go_on(self) -> None:
        work = self._work
        if work is None:
            return
        self.window.show_page(work.main)
        work.main.focus_page()
        self._curtain.open()
        self.idle.start(settings.load().idle_seconds())

    # ---- the end -------------------------------------------------------------------------------

    def _on_closing(self) -> None:
        """Keep the place of the window, let drafts be written, close the data."""
        work = self._work
        if work is not None:
            settings.remember_place(work.shift.staff_no, self.window.place())
        self.idle.stop()
        self._leave_work()
        self.jobs.wait()
        if work is not None:
            desk_door.leave(work.signed.desk)
        QApplication.quit()

    def _add_help(self, page: QWidget) -> None:
        shortcut = QShortcut(QKeySequence("F1"), page)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(lambda: _show_keys(self.window))


def _status_lines(known: state.State) -> Sequence[StatusLine]:
    lines = state.lines(known, settings.workstation())
    return [StatusLine(one.icon, one.text, one.tone) for one in lines]


def _ask_file(beside: QWidget) -> str:
    words = _("质控台数据库 (*.db);;所有文件 (*)")
    chosen, _kind = QFileDialog.getOpenFileName(beside, _("选择数据库"), "", words)
    return chosen


def _show_keys(beside: QWidget) -> None:
    # Not needed before the first page is on screen.
    from app.views.keys import KeysDialog

    KeysDialog(beside).exec()
