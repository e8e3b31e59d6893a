"""A typist writes a complaint of twelve fields with the keyboard alone, in a minute."""

from datetime import date

from pypinyin import lazy_pinyin
from pytestqt.qtbot import QtBot

from app import clock
from app.models.complaint import ComplaintStatus as S
from app.services.suggestions import phrases
from app.views.context import Context
from tests.factory import KIND, department
from tests.views.registers.record_house import Desktop

KEYS_A_SECOND = 5
THINKING_S = 0.3
MOST_S = 60
# An input method takes a word of up to four characters with one more key.
WORD = 4


class Typist(Desktop):
    """Counts what the fingers do: letters of the full pinyin, the key that takes a word, modifiers."""

    strokes = 0
    fields = 0

    def press(self, key: str, *, ctrl: bool = False) -> None:
        self.strokes += 2 if ctrl else 1
        super().press(key, ctrl=ctrl)

    def type(self, text: str) -> None:
        self.strokes += strokes_of(text)
        super().type(text)

    def now_at(self, name: str) -> None:
        """Look up, think, and find the keyboard in the expected field."""
        self.fields += 1
        assert self.window.form.current() == name, self.window.form.current()

    def seconds(self) -> float:
        """How long it took."""
        return self.strokes / KEYS_A_SECOND + self.fields * THINKING_S


def strokes_of(text: str) -> int:
    """The keys that write a text: Latin signs one each, Chinese words as an input method takes them."""
    strokes = run = 0
    for character, spelt in zip(text, lazy_pinyin(text, errors=list), strict=True):
        if character == spelt:
            strokes += 1
            run = 0
            continue
        strokes += len(spelt) + (run % WORD == 0)
        run += 1
    return strokes


def test_the_keys_of_a_text_are_counted_as_fingers_move() -> None:
    assert strokes_of("13800130012") == 11
    assert strokes_of("护理") == len("huli") + 1
    assert strokes_of("输液等候，久。") == len("shuyedenghou") + 1 + 1 + len("jiu") + 1 + 1


def write(at: Typist) -> None:
    """The way through the twelve fields, in the order of the paper."""
    at.now_at("channel")
    at.press("Space")
    at.press("Enter")
    at.tab_to("complainant_name")
    at.now_at("complainant_name")
    at.type("陈某")
    at.press("Enter")
    at.now_at("complainant_sex")
    at.press("Space")
    at.press("Enter")
    at.press("Enter")
    at.now_at("complainant_phone")
    at.type("13800130012")
    at.press("Enter")
    at.now_at("relationship")
    at.type("本人")
    at.press("PgDn", ctrl=True)
    at.press("PgDn", ctrl=True)
    at.now_at("respondent_department_id")
    at.type("jz")
    at.press("Enter")
    at.tab_to("occurred_on")
    at.now_at("occurred_on")
    at.press("T", ctrl=True)
    at.press("PgDn", ctrl=True)
    at.now_at("topic")
    at.type("hl")
    at.press("Enter")
    at.now_at("subject")
    at.type("输液等候近一小时")
    at.press("Enter")


def finish(at: Typist) -> None:
    """From the complainant's wish to the registration."""
    at.press("PgDn", ctrl=True)
    at.press("Enter")
    at.press("Enter")
    at.now_at("complainant_signature")
    at.press("Space")
    at.take_main()


def check(at: Typist, context: Context) -> None:
    """The record is what was typed, and it did not take longer than a minute."""
    assert at.view.status is S.REGISTERED, at.said
    values = at.view.values
    assert values["channel"] == "VISIT"
    assert values["complainant_sex"] == "MALE"
    assert values["complainant_phone"] == "13800130012"
    assert values["respondent_department_id"] == department(context.desk, "急诊科")
    assert values["occurred_on"] == clock.today()
    assert isinstance(values["occurred_on"], date)
    assert values["topic"] == "NURSING"
    assert values["narrative"] == "分诊台未说明原因，家属多次询问无人答复。"
    assert values["demand"] == "要求说明等候的原因，并书面答复。"
    assert at.fields == 12
    assert at.seconds() <= MOST_S, f"{at.strokes} keys, {at.seconds():.1f} s"


def test_a_complaint_of_twelve_fields_takes_a_minute(qtbot: QtBot, context: Context) -> None:
    at = Typist(qtbot, context)
    write(at)
    at.now_at("narrative")
    at.type("分诊台未说明原因，家属多次询问无人答复。")
    at.press("Tab")
    at.now_at("demand")
    at.type("要求说明等候的原因，并书面答复。")
    finish(at)
    check(at, context)


def test_phrases_save_half_of_the_keys(qtbot: QtBot, context: Context) -> None:
    phrases.save(context.desk, KIND, "narrative", "分诊台未说明原因，家属多次询问无人答复。")
    phrases.save(context.desk, KIND, "demand", "要求说明等候的原因，并书面答复。")
    at = Typist(qtbot, context)
    write(at)
    for name, letters in (("narrative", "fzt"), ("demand", "yqsm")):
        at.now_at(name)
        at.press("F4")
        at.type(letters)
        at.press("Enter")
        if name == "narrative":
            at.press("Tab")
    finish(at)
    check(at, context)
    assert at.seconds() <= MOST_S / 2
