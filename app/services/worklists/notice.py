"""One system matter, as 首页 lists it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Notice:
    """One matter: a sentence, what to do about it, and the page of 系统 where it is done.

    `kind` is its name in the program; `tone` is `fail` or `wait`.
    """

    kind: str
    sentence: str
    action: str
    page: str
    tone: str = "wait"
