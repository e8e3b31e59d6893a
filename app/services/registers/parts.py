"""Small parts of a register's description: how a state looks, and a further form of its records."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

Paper = Callable[[Any, Mapping[str, str]], dict[str, str]]


@dataclass(frozen=True)
class Badge:
    """How a state looks: its mark and tone in the table of badges (never colour alone)."""

    mark: str
    tone: str


@dataclass(frozen=True)
class Letter:
    """A further form of the same records; `not_yet` gives the reason why it cannot be written now."""

    form: str
    paper: Paper
    not_yet: Callable[[Mapping[str, Any]], str | None]


def as_read(record: Any, shown: Mapping[str, str]) -> dict[str, str]:
    """Paper that says the same as the screen."""
    return {}
