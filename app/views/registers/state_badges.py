"""The badges of a register: its states and deadlines in the marks and tones of the toolkit."""

from app.i18n import _
from app.models.base import Choice
from app.services.days import due_words
from app.services.registers.register import Register
from app.views.widgets.badges import Badge

# States at the edge of a life cycle stand on the surface, those in the middle of work are tinted.
_ON_SURFACE = frozenset({"ring", "arrow_up", "struck_ring"})
_OPEN_TONES = {"accent": "accent_open", "fail": "fail_open", "neutral": "neutral_open"}

_DUE_LOOKS = {
    due_words.Tone.PLAIN: ("", "plain"),
    due_words.Tone.WAIT: ("clock", "wait"),
    due_words.Tone.OVER: ("exclamation", "over"),
    due_words.Tone.PASS: ("tick", "plain_pass"),
    due_words.Tone.LATE: ("exclamation", "plain_fail"),
    due_words.Tone.NEUTRAL: ("two_bars", "neutral"),
}


def state_badge(register: Register, state: Choice) -> Badge:
    """A state: its word, its mark, its tone."""
    look = register.badges[state]
    tone = _OPEN_TONES.get(look.tone, look.tone) if look.mark in _ON_SURFACE else look.tone
    return Badge(_(state.label), look.mark, tone)


def due_badge(due: due_words.Remaining) -> Badge:
    """A deadline: words alone while there is time, a solid badge when there is none left."""
    mark, tone = _DUE_LOOKS[due.tone]
    return Badge(due.word, mark, tone)
