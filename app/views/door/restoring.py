"""Bringing a back-up back from the window: at the sign-in page, or at the first start of a PC."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QWidget

from app.i18n import _
from app.views import messages
from app.views.jobs import Jobs

if TYPE_CHECKING:
    from app.services.operations import Desk
    from app.services.upkeep.backups.manifests import Backup
    from app.services.upkeep.backups.restoring import Plan, Restored
    from app.views.first_start import FirstStartPage
    from app.views.sign_in import SignInPage


def carry_out(
    jobs: Jobs,
    page: "SignInPage",
    desk: "Desk",
    backup: "Backup",
    password: str,
    show_state: Callable[[], None],
) -> None:
    """Replace the data behind the sign-in page; it says how it went and lets people in again."""
    from app.services.upkeep.backups import restoring  # only a restore needs it

    page.set_busy(True)
    page.button.set_text(_("正在恢复…"))

    def done(restored: "Restored") -> None:
        page.set_busy(False)
        show_state()
        kept = restored.kept.name if restored.kept else ""
        page.show_done(_("已恢复，请登录。原来的数据另存为 {name}").format(name=kept))
        page.focus_first()

    def failed(error: Exception) -> None:
        desk.database.close()
        page.show_error(messages.sentence(error))

    jobs.write(page, lambda: restoring.restore(desk, backup, password), done, failed)


def at_first_start(
    jobs: Jobs, page: "FirstStartPage", location: str, done: Callable[[], None]
) -> None:
    """Choose a back-up, say what is in it, bring it to this PC; then people sign in."""
    from app.services.upkeep.backups import manifests, restoring  # only a restore needs them

    chosen = _ask_folder(page)
    if not chosen:
        return
    beside = Path(location).absolute().parent
    page.set_busy(True)

    def failed(error: Exception) -> None:
        page.show_error(messages.sentence(error))

    def plan() -> "Plan":
        beside.mkdir(parents=True, exist_ok=True)
        return restoring.plan(None, manifests.open_backup(Path(chosen)), beside)

    def ask(found: "Plan") -> None:
        # The dialog comes with the pages of 系统: not for a start without a restore.
        from app.views.settings.backup.restore_dialog import RestoreHereDialog

        page.set_busy(False)
        dialog = RestoreHereDialog(page.window(), found)
        dialog.accepted.connect(lambda: bring(found.backup))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def bring(backup: "Backup") -> None:
        page.set_busy(True)
        jobs.write(
            page, lambda: restoring.restore_new(location, backup), lambda _restored: done(), failed
        )

    jobs.file(page, lambda _progress: plan(), ask, failed)


def _ask_folder(beside: QWidget) -> str:
    return QFileDialog.getExistingDirectory(beside, _("选“backup-”开头的文件夹"))
