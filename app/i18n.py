"""Translation of what people read. The source language is Chinese; catalogues lie in `i18n/`."""

import gettext
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from app import paths

LANGUAGES = {"zh_CN": "中文", "en": "English"}

_catalogue: gettext.NullTranslations = gettext.NullTranslations()
_language = "zh_CN"
_on_paper: ContextVar[bool] = ContextVar("on_paper", default=False)


def install(language: str) -> None:
    """Choose the language of everything shown from now on; an unknown one shows the source text."""
    global _catalogue, _language  # noqa: PLW0603 - one language per process, chosen once at start
    _language = language if language in LANGUAGES else "zh_CN"
    _catalogue = gettext.translation(
        "app", localedir=paths.CATALOGUES, languages=[_language], fallback=True
    )


@contextmanager
def source_language() -> Iterator[None]:
    """Chinese whatever the window speaks: a registered form has one language."""
    token = _on_paper.set(True)
    try:
        yield
    finally:
        _on_paper.reset(token)


def language() -> str:
    """The language in use, e.g. `zh_CN`."""
    return _language


def _(text: str) -> str:
    """Translate now."""
    return text if _on_paper.get() else _catalogue.gettext(text)


def N_(text: str) -> str:
    """Mark a constant for translation; it is translated where it is shown."""
    return text
