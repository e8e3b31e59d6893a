"""The door to the data: what is loaded behind the sign-in page, and the few calls through it.

The sign-in page needs Qt alone. Everything here that needs the models imports them when it is called,
in the thread of a job; `load` has usually been there first.
"""

import gc
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

if TYPE_CHECKING:
    from app.services.operations import Desk
    from app.services.people.accounts import SignedIn
    from app.services.people.shift import Shift
    from app.services.storage.database import Database
    from app.views.first_start import FirstStart


def load() -> None:
    """Import models, services and pages; runs in a thread while somebody types a password."""
    # The point of this function: 0.4 s of imports behind the first page.
    import argon2  # noqa: F401

    from app.models import tables  # its mapping is settled here, too
    from app.services.people import accounts, founding, shift  # noqa: F401
    from app.views import main_window  # noqa: F401
    from app.views.registers import record_dialog  # noqa: F401

    tables.settle()
    # Looking through all that for garbage would stop the window for a tenth of a second each time.
    gc.freeze()


def sign_in(location: str, staff_no: str, password: str, database: "Database | None") -> "SignedIn":
    """Check a password: at the door of a database, or at an open one (unlock, 换班)."""
    from app.services.people import accounts  # behind the sign-in page

    if database is not None:
        return accounts.enter(database, staff_no, password)
    return accounts.sign_in(location, staff_no, password)


def found(location: str, answers: "FirstStart", fill_demo: Callable[["Desk"], None]) -> "SignedIn":
    """Make the database of the first start; its administrator is signed in at once."""
    from app.services.people import founding  # behind the first page
    from app.services.people.accounts import SignedIn

    account = founding.FirstAccount(answers.staff_no, answers.name, answers.password)
    desk = founding.found(location, answers.hospital, account, answers.with_demo)
    if answers.with_demo:
        fill_demo(desk)
    return SignedIn(desk, answers.name, False)


def begin_shift(desk: "Desk") -> "Shift":
    """What the window must know of the person and the data."""
    from app.services.people import shift  # behind the sign-in page

    return shift.begin(desk)


def leave(desk: "Desk") -> None:
    """Keep the audit head as it is now, and close the data."""
    from app.services.people import shift  # behind the sign-in page

    shift.end(desk)
    desk.database.close()


def after(milliseconds: int, owner: QObject, act: Callable[[], None]) -> None:
    """Do something later, unless its owner is gone by then."""
    timer = QTimer(owner)
    timer.setSingleShot(True)
    timer.timeout.connect(act)
    timer.start(milliseconds)
