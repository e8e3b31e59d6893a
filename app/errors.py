"""The family of errors a person can be told about.

Services raise these; views and the command line show `str(error)` as it is. Every other exception is a
bug: it is logged with its traceback and answered with a plain sentence.
"""

from collections.abc import Mapping


class AppError(Exception):
    """Something the person can be told in one sentence: what, where, what to do next."""


class InvalidRecord(AppError):
    """Values that cannot be saved. `problems` maps field name → sentence shown beside that field."""

    def __init__(self, problems: Mapping[str, str], message: str = "") -> None:
        super().__init__(message or "；".join(problems.values()))
        self.problems = dict(problems)


class StepRefused(AppError):
    """A step of the life cycle that is not possible now; the text says why."""


class NotAllowed(AppError):
    """The person's roles do not permit this."""


class StaleRecord(AppError):
    """The record was changed by somebody else since it was opened.

    `theirs` maps field name → the value now stored; `changed_by`
    and `version` say who saved it last and which version that is.
    """

    def __init__(
        self, message: str, theirs: Mapping[str, object], changed_by: str, version: int
    ) -> None:
        super().__init__(message)
        self.theirs = dict(theirs)
        self.changed_by = changed_by
        self.version = version


class NotFound(AppError):
    """There is no such record, or it is not visible to this person."""


class FileProblem(AppError):
    """A file that cannot be read or written: which, why, what to do."""


class DatabaseUnavailable(AppError):
    """The database cannot be opened or written to now. Nothing was changed."""


class SignInRefused(AppError):
    """Wrong staff number or password, a locked or closed account."""


class Cancelled(AppError):
    """The person cancelled a running job; nothing was left behind."""
