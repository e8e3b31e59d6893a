"""What every page is given: the desk, the jobs, the directory, and one signal for all changes."""

from collections.abc import Callable
from typing import Any, Concatenate, ParamSpec, TypeVar

from PySide6.QtCore import QObject, Signal

from app.services.operations import Changes, Desk
from app.services.people import directory, signing
from app.services.people.directory import Directory
from app.services.suggestions.usual import Usual
from app.views import messages
from app.views.jobs import Jobs

P = ParamSpec("P")
T = TypeVar("T")


class Context(QObject):
    """One signed-in person at one database. A job keeps the desk it was started with."""

    changed = Signal(object)  # Changes
    lock_asked = Signal()  # from any window of this person
    record_asked = Signal(
        str, int
    )  # a record by its register's name, from a page that lists several
    raise_asked = Signal(object)  # a record that is raised from another, as it begins
    tool_asked = Signal(str, object)  # a further window by its name, and the records it is for
    looked_after = Signal()  # the data were checked or backed up by hand
    said = Signal(str)  # a line for the key strip, e.g. 已保存 10:42:05

    def __init__(
        self, desk: Desk, person: str, hospital: str, jobs: Jobs, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.desk = desk
        self.person = person
        self.hospital = hospital
        self.staff_no = signing.own_staff_no(desk)
        self.jobs = jobs
        self.directory: Directory = directory.load(desk)
        self.usual: dict[str, Usual] = {}  # by register; read once a session

    def run(
        self,
        owner: QObject,
        work: Callable[Concatenate[Desk, P], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None] | None,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> None:
        """Run an operation; its `Changes` reach every page once, then `done` is called.

        `failed` None shows the error at the one place for errors.
        """

        def finish(result: T) -> None:
            if isinstance(result, Changes):
                self.announce(result)
            done(result)

        desk = self.desk
        self.jobs.write(
            owner, lambda: work(desk, *args, **kwargs), finish, failed or self._shower(owner)
        )

    def ask(
        self,
        owner: QObject,
        work: Callable[Concatenate[Desk, P], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None] | None,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> None:
        """Run a query and hand its result to `done` on the GUI thread."""
        desk = self.desk
        self.jobs.read(
            owner, lambda: work(desk, *args, **kwargs), done, failed or self._shower(owner)
        )

    def ask_aside(
        self,
        owner: QObject,
        work: Callable[Concatenate[Desk, P], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None] | None,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> None:
        """The same for what may take long: what is looked at first never waits behind it."""
        desk = self.desk
        self.jobs.aside(
            owner, lambda: work(desk, *args, **kwargs), done, failed or self._shower(owner)
        )

    def announce(self, changes: Changes) -> None:
        """Tell every page what changed; people and departments are read anew first."""
        if changes.tables & {"person", "department", "role_grant"}:
            self.directory = directory.load(self.desk)
        self.changed.emit(changes)

    def _shower(self, owner: Any) -> Callable[[Exception], None]:
        return lambda error: messages.show(owner, error)
