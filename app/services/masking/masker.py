"""Takes out of every value and text of a record who it is about; other words stay as they are."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any

from app.i18n import N_, _
from app.services.forms import FormValue, Signature
from app.services.masking import patterns
from app.services.masking.cast import COMPLAINANT, OTHER, PATIENT, STAFF, Cast, squeezed
from app.services.registers.register import Field, Kind, Register

MARK = N_("脱敏副本")
PHONE, NUMBER, CARD, ADDRESS, BORN = (
    N_("〔电话已隐去〕"), N_("〔号码已隐去〕"), N_("〔证件号已隐去〕"), N_("〔住址已隐去〕"), N_("〔出生日期已隐去〕"),
)  # fmt: skip
_INSTEAD = {
    "card": CARD, "papers": CARD, "case": NUMBER, "born": BORN, "mobile": PHONE,
    "landline": PHONE, "local": PHONE, "lives": ADDRESS,
}  # fmt: skip
_PARTS = {"complainant_name": COMPLAINANT, "patient_name": PATIENT}
_TEXTS = frozenset({Kind.TEXT, Kind.LONG_TEXT, Kind.CODE})


@dataclass(frozen=True)
class _Known:
    """Something that is known to identify somebody: how it looks, and what stands instead."""

    pattern: str
    instead: str


class Masking:
    """One copy: the people in it, and everybody of the house."""

    def __init__(self, kind: Register, people: Mapping[int, str]) -> None:
        self.kind = kind
        self.cast = Cast()
        self.people = people
        staff = sorted({name for name in people.values() if squeezed(name)})
        names = patterns.by_first_letter(
            (name.strip()[0], patterns.name_pattern(name, sure=False)) for name in staff
        )
        self._staff = re.compile(names) if names else None
        self._shapes = [(name, re.compile(shape)) for name, shape in patterns.PATTERNS]

    def masker(self, record: Any, people: Iterable[str] = ()) -> "Masker":
        """What masks this record; `people` are those whose names are known to stand in it."""
        return Masker(self, record, people)

    def rest(self, text: str) -> str:
        """A text without the names of the house and without numbers nobody told us of."""
        for name, shape in self._shapes:
            text = shape.sub(partial(_hidden, name), text)
        if self._staff is not None:
            text = self._staff.sub(lambda found: self.cast.name(STAFF, found[0]), text)
        return text


class Masker:
    """Masks one record: its own people and numbers by what it says of them, the rest by looks."""

    def __init__(self, masking: Masking, record: Any, people: Iterable[str] = ()) -> None:
        self._masking, self._kind, self._record = masking, masking.kind, record
        self._born: list[re.Pattern[str]] = []
        known = sorted(self._known(people), key=lambda one: len(one.pattern), reverse=True)
        self._known_ones = known
        self._own = (
            re.compile("|".join(f"(?P<k{at}>{one.pattern})" for at, one in enumerate(known)))
            if known
            else None
        )
        self._called = [re.compile(one) for one in self._called_patterns()]

    def text(self, text: str) -> str:
        """A text in which nobody can be recognised."""
        if self._own is not None:
            text = self._own.sub(self._instead, text)
        for called in self._called:
            text = called.sub(_called, text)
        text = self._masking.rest(text)
        for born in self._born:
            text = born.sub(_(BORN), text)
        return text

    def value(self, field: Field, text: str) -> str:
        """What stands in a field: one that identifies is replaced as a whole."""
        own = getattr(self._record, field.name, None)
        if not text or not own:
            return text
        whole = _whole(field)
        if whole is None:
            return self.text(text)
        if squeezed(text) in patterns.NOBODY:
            return text
        # On some forms a name is shortened already: who it is says the record.
        return self._masking.cast.name(whole, str(own)) if whole in _NAMED else _(whole)

    def values(
        self, found: Mapping[str, FormValue], fields: Mapping[str, Field]
    ) -> dict[str, FormValue]:
        """The values of a form; `fields` says which field of the register stands under a name."""
        return {name: self._form_value(fields.get(name), value) for name, value in found.items()}

    def _form_value(self, field: Field | None, value: FormValue) -> FormValue:
        if isinstance(value, Signature):
            if not value.name:
                return value
            return replace(value, name=self._masking.cast.name(STAFF, value.name))
        if isinstance(value, list):
            return [self.values(line, {}) for line in value]
        if isinstance(value, date) and field is not None and "birth" in field.name:
            return _(BORN)
        if not isinstance(value, str):
            return value
        return self.value(field, value) if field is not None else self.text(value)

    def _instead(self, found: re.Match[str]) -> str:
        assert found.lastgroup is not None
        return self._known_ones[int(found.lastgroup[1:])].instead

    def _known(self, people: Iterable[str]) -> Iterable[_Known]:
        cast, texts = self._masking.cast, []
        for field in self._kind.fields:
            value = getattr(self._record, field.name, None)
            if not value:
                continue
            if field.kind in _TEXTS:
                texts.append(str(value))
            if field.kind is Kind.PERSON:
                ids = value if field.many else [value]
                people = [*people, *(self._masking.people.get(one, "") for one in ids)]
            elif field.sensitive:
                yield from self._of_field(field, str(value))
        for name in people:
            if patterns.can_be_found(name):
                called = cast.name(STAFF, name)
                yield _Known(patterns.name_pattern(name, sure=True), called)
        self._born = [re.compile(one) for one in patterns.birthdays(texts)]

    def _of_field(self, field: Field, value: str) -> Iterable[_Known]:
        whole = _whole(field)
        if whole in _NAMED:
            called = self._masking.cast.name(whole, value)
            if patterns.can_be_found(value):
                yield _Known(patterns.name_pattern(value, sure=True), called)
        elif whole == ADDRESS:
            for pattern in patterns.address_patterns(value):
                yield _Known(pattern, _(ADDRESS))
        elif whole is not None and (one := patterns.number_pattern(value)):
            yield _Known(one, _(whole))

    def _called_patterns(self) -> Iterable[str]:
        for field in self._kind.fields:
            value = getattr(self._record, field.name, None)
            if value and _whole(field) in _NAMED and patterns.can_be_found(str(value)):
                pattern = patterns.called_pattern(str(value))
                if pattern:
                    yield pattern


_NAMED = frozenset({COMPLAINANT, PATIENT, OTHER})


def _whole(field: Field) -> str | None:
    """What stands instead of the whole value of a field; None: it is a text to look through."""
    if not field.sensitive:
        return None
    if field.name.endswith(("_name", "_witness", "_present")):
        return _PARTS.get(field.name, OTHER)
    if "address" in field.name:
        return ADDRESS
    if "birth" in field.name:
        return BORN
    if field.kind is Kind.CODE:
        return PHONE if "phone" in field.name else NUMBER
    return None


def _hidden(name: str, found: re.Match[str]) -> str:
    """What stands instead; the words by which it was known stay."""
    groups = found.groupdict()
    before, after = groups.get(f"{name}_cue") or "", groups.get(f"{name}_end") or ""
    return before + _(_INSTEAD[name]) + after


def _called(found: re.Match[str]) -> str:
    """张先生 → 某先生, 张某 → 某人: whose family name it is shall not be read."""
    title = found["called"]
    return _("某人") if title.startswith("某") else _("某{title}").format(title=title)
