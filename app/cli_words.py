"""What argparse itself says, in Chinese: it has no catalogue of its own."""

import argparse
import gettext

from app.i18n import N_, _

WORDS = {
    "usage: ": N_("用法："),
    "positional arguments": N_("命令和参数"),
    "options": N_("选项"),
    "show this help message and exit": N_("显示这份帮助"),
    "the following arguments are required: %s": N_("缺少：%s"),
    "unrecognized arguments: %s": N_("不认识：%s"),
    "invalid choice: %(value)r (choose from %(choices)s)": N_(
        "没有 %(value)s；可用的有 %(choices)s"
    ),
    "invalid %(type)s value: %(value)r": N_("%(value)r 不是合适的值（%(type)s）"),
    "expected one argument": N_("后面要跟一个值"),
    "argument %(argument_name)s: %(message)s": N_("%(argument_name)s：%(message)s"),
    "%(prog)s: error: %(message)s\n": N_("%(prog)s：%(message)s\n"),
    "ambiguous option: %(option)s could match %(matches)s": N_(
        "%(option)s 不明确，可能是 %(matches)s"
    ),
}


def translate_argparse() -> None:
    """Let argparse speak the program's language."""

    def words(text: str) -> str:
        known = WORDS.get(text)
        return _(known) if known else gettext.gettext(text)

    argparse._ = words  # type: ignore[attr-defined]  # its only hook
