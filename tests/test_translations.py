"""Every catalogue is complete and says the same things with the same placeholders."""

import re
from string import Formatter

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from app import i18n, paths

CATALOGUES = {path.parents[1].name: path for path in paths.CATALOGUES.glob("*/LC_MESSAGES/app.po")}
TRANSLATED = sorted(set(i18n.LANGUAGES) - {"zh_CN"})


def messages(language: str) -> list[Message]:
    with CATALOGUES[language].open("rb") as file:
        return [message for message in read_po(file) if message.id]


def placeholders(text: str) -> set[str]:
    return {field for _, field, _, _ in Formatter().parse(text) if field is not None}


@pytest.mark.parametrize("language", TRANSLATED)
def test_each_language_has_a_catalogue(language: str) -> None:
    assert language in CATALOGUES


@pytest.mark.parametrize("language", CATALOGUES)
def test_every_text_is_translated(language: str) -> None:
    missing = [message.id for message in messages(language) if not message.string or message.fuzzy]
    assert missing == []


@pytest.mark.parametrize("language", CATALOGUES)
def test_translations_keep_the_placeholders(language: str) -> None:
    changed = [
        message.id
        for message in messages(language)
        if message.string and placeholders(str(message.id)) != placeholders(str(message.string))
    ]
    assert changed == []


def test_english_holds_no_chinese_but_clause_numbers_and_words_to_be_written() -> None:
    """`四.1.(1)②` names the clause of the Chinese procedure; "放假" is what a table must hold."""
    kept = re.compile(r"cl\. [三四]\.\d|\"[\u3400-\u9fff]+\"")
    left = [
        message.string
        for message in messages("en")
        if re.search(r"[\u3400-\u9fff，。；：？！]", kept.sub("", str(message.string)))
    ]
    assert left == []


def test_the_chosen_language_is_shown_and_chinese_is_the_source() -> None:
    text = str(messages("en")[0].id)
    try:
        i18n.install("en")
        assert i18n._(text) == messages("en")[0].string
    finally:
        i18n.install("zh_CN")
    assert i18n._(text) == text
