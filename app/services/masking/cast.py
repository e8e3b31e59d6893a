"""Who is called what in one copy: 投诉人甲, 患者甲, 职工乙; the same person the same everywhere."""

import re
from unicodedata import normalize

from app.i18n import N_, _

COMPLAINANT, PATIENT, STAFF, OTHER = N_("投诉人"), N_("患者"), N_("职工"), N_("当事人")
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BLANK = re.compile("[\\s\u200b-\u200f\u2060\ufeff]+")


class Cast:
    """Gives out the names of one copy, in the order in which people appear."""

    def __init__(self) -> None:
        self._given: dict[str, str] = {}
        self._count: dict[str, int] = {}

    def name(self, part: str, name: str) -> str:
        """What this person is called; whoever appeared before keeps that name."""
        key = squeezed(name)
        if key not in self._given:
            place = self._count.get(part, 0)
            self._count[part] = place + 1
            which = _STEMS[place] if place < len(_STEMS) else f" {place + 1}"
            self._given[key] = _(part) + which
        return self._given[key]


def squeezed(text: str) -> str:
    """A text as it is compared: no blanks, no full-width letters, no capitals."""
    return _BLANK.sub("", normalize("NFKC", text)).casefold()
