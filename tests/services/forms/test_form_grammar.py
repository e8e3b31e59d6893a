"""Placeholders: what the grammar knows, what it refuses, and the text they become."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from app.services.forms import FormValue, Options, Signature, grammar
from app.services.forms.grammar import Placeholder


@pytest.mark.parametrize(
    ("inside", "found"),
    [
        ("narrative", Placeholder("value", "narrative")),
        ("received_at | 年月日时分", Placeholder("value", "received_at", "年月日时分")),
        ("received_at|年月日", Placeholder("value", "received_at", "年月日")),
        ("☐ channel", Placeholder("ticks", "channel")),
        ("# lines", Placeholder("lines", "lines")),
        ("sign receive", Placeholder("sign", "receive")),
        ("sum lines.qty", Placeholder("sum", "lines.qty")),
    ],
)
def test_the_grammar_is_read(inside: str, found: Placeholder) -> None:
    assert grammar.parse(inside) == found


@pytest.mark.parametrize(
    "inside", ["", "a.b", "a | 大写", "a + b", "sign a b", "1a", "__import__('os')", "☐", "sum a"]
)
def test_everything_else_is_refused(inside: str) -> None:
    with pytest.raises(grammar.UnknownPlaceholder):
        grammar.parse(inside)


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (None, "", ""),
        ("<b>&", "", "<b>&"),
        (12, "", "12"),
        (Decimal("3000.50"), "", "3000.50"),
        (date(2026, 3, 5), "", "2026年3月5日"),
        (datetime(2026, 3, 4, 23, 30, tzinfo=UTC), "", "2026年3月5日 07:30"),
        (datetime(2026, 3, 4, 23, 30, tzinfo=UTC), "年月日", "2026年3月5日"),
        (datetime(2026, 3, 4, 23, 30, tzinfo=UTC), "时分", "07:30"),
        (Options(("门诊", "住院"), frozenset({1})), "", "□门诊  ☑住院"),
        (Options(("门诊", "住院")), "", "□门诊  □住院"),
        (
            Signature("接待人"),
            "",
            "接待人签名：____________\n日期：______年____月____日",
        ),
        (
            Signature("接待人", "王磊", date(2026, 3, 5)),
            "",
            "接待人：王磊  2026年3月5日\n（系统留痕）手签：____________",
        ),
        (
            Signature("接待人", "王磊", date(2026, 3, 5), "系统留痕"),
            "",
            "接待人：王磊  2026年3月5日\n（系统留痕）手签：____________",
        ),
        (
            Signature("接待人", "王磊", date(2026, 3, 5), "代签"),
            "",
            "接待人：王磊  2026年3月5日\n（系统留痕，代签）手签：____________",
        ),
        (
            Signature("接待人", "王磊", date(2026, 3, 5), "复核，系统留痕"),
            "",
            "接待人：王磊  2026年3月5日\n（系统留痕，复核）手签：____________",
        ),
        (
            Signature("接待人", "王磊", date(2026, 3, 5), "代陈静，在何磊当班时签"),
            "",
            "接待人：王磊  2026年3月5日\n（系统留痕，代陈静，在何磊当班时签）\n手签：____________",
        ),
    ],
)
def test_values_become_text(value: FormValue, form: str, text: str) -> None:
    assert grammar.value_text(value, form) == text


def test_a_repeated_line_is_asked_before_the_record() -> None:
    resolve = grammar.resolver({"name": "record", "no": 7}, {}, {}, {"name": "line"})
    assert grammar.substitute("{{ name }} {{ no }} {{# lines }}", resolve) == "line 7 "


def test_a_sum_counts_numbers_only() -> None:
    lines: list[dict[str, FormValue]] = [{"qty": 2}, {"qty": Decimal("1.5")}, {"qty": None}, {}]
    resolve = grammar.resolver({"lines": [*lines]}, {}, {})
    assert grammar.substitute("{{ sum lines.qty }}", resolve) == "3.5"


def test_values_are_never_read_as_placeholders() -> None:
    resolve = grammar.resolver({"a": "{{ b }}", "b": "secret"}, {}, {})
    assert grammar.substitute("{{ a }}", resolve) == "{{ b }}"
