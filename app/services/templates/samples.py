"""Invented values for every name a form's template may use: what a sample print is filled with."""

from datetime import date, time
from decimal import Decimal

from app import clock
from app.services.forms import Chart, Form, FormValue, Options, Signature

# Paper is Chinese whatever language the window speaks: nothing printed is translated.
NUMBER = "TS-YWK-202603-0007"
_DAY = date(2026, 3, 5)
_MOMENT = clock.instant(_DAY, time(9, 40))
_PERSON = "示例某"
_WORDS = "示例文字"
_SENTENCE = (
    "这是一段示例文字，用来看长内容在这一格里怎样换行、怎样续页；打印真实记录时换成记录里的内容。"
)
_ALL_LINES = 12
_KNOWN: dict[str, FormValue] = {
    "number": NUMBER,
    "salutation": "尊敬的示例某女士",
    "subject": "“示例事由”",
    "compensation_amount": Decimal("3000.00"),
    "complainant_sex": "女",
    "patient_sex": "男",
    "complainant_phone": "13900000000",
    "patient_number": "ZY202603001",
    "unit": "支",
}


def values(form: Form) -> dict[str, FormValue]:
    """One value for each field and signature of a form."""
    found: dict[str, FormValue] = {}
    for name in form.fields:
        if name in form.options:
            found[name] = Options(form.options[name], frozenset({0}))
        elif "." in name:
            group, _dot, field = name.partition(".")
            lines = found.setdefault(group, [{} for _line in range(_ALL_LINES)])
            assert isinstance(lines, list)
            value = _KNOWN.get(field) or _value(form, field)
            found[group] = [{**line, field: value} for line in lines]
        else:
            found[name] = _KNOWN.get(name) or _value(form, name)
    for name, label in form.signatures.items():
        found[name] = Signature(label, _PERSON, _DAY)
    return found


def _value(form: Form, name: str) -> FormValue:
    if name.startswith("chart_"):
        return Chart("columns", _WORDS, ("甲", "乙", "丙"), (5, 3, 2))
    if name in form.long_fields:
        return _SENTENCE * 2
    if name.endswith("_at"):
        return _MOMENT
    if name.endswith(("_on", "_until")):
        return _DAY
    return 46 if name.endswith("_age") else _WORDS
