"""Finding people and departments by the first letters of their pinyin (`hlb` → 护理部)."""

import itertools
import os
import unicodedata
from typing import Any

# Characters with readings that begin differently, the surname's among them; the dictionary decides
# which comes first, these letters are tried as well.
_OTHER_READINGS = {
    "万": "wm", "乐": "ly", "仇": "cq", "会": "hk", "传": "cz", "便": "bp", "俟": "sq", "区": "qo",
    "单": "dsc", "卜": "bp", "厦": "sx", "参": "cs", "召": "zs", "夹": "jg", "奇": "qj", "宿": "sx",
    "尉": "wy", "弹": "dt", "强": "qj", "折": "zs", "曾": "zc", "朝": "cz", "术": "sz", "查": "cz",
    "校": "xj", "汤": "ts", "率": "ls", "盖": "gk", "省": "sx", "石": "sd", "祭": "jz", "种": "zc",
    "秘": "mb", "粘": "zn", "系": "xj", "繁": "fp", "翟": "zd", "藏": "cz", "行": "xh", "褚": "cz",
    "覃": "qt", "解": "jx", "调": "td", "谌": "cs", "贾": "jg", "车": "cj", "郗": "cx", "重": "zc",
    "长": "cz", "降": "jx", "隗": "wk", "颤": "cz", "盛": "sc", "晟": "sc", "茜": "qx", "莘": "xs",
    "琛": "cs", "泌": "mb", "膀": "pb", "瞿": "qj", "阚": "kh", "臧": "zc", "屏": "pb",
}  # fmt: skip
_MOST_VARIANTS = 16
# The column that keeps them is this long.
_LONGEST = 200


def initials(text: str) -> str:
    """The first letters in every likely reading, separated by spaces; letters and digits stay.

    `单雄信` gives `dxx sxx cxx`: the dictionary's reading first, then those of a surname.
    """
    # Without its dictionary of phrases, which adds no letter to those below, but would stop the
    # window for a quarter of a second and hold fifty megabytes.
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "1")
    os.environ.setdefault("PYPINYIN_NO_DICT_COPY", "1")
    # Postponed: only new names and the first form with a long list need it.
    from pypinyin import Style, lazy_pinyin

    plain = unicodedata.normalize("NFKC", text)
    first_letters = lazy_pinyin(plain, style=Style.FIRST_LETTER, errors=_one_by_one)
    options = [
        _options(character, letter)
        for character, letter in zip(plain, first_letters, strict=True)
        if character.isalnum()
    ]
    variants: list[str] = []
    for letters in itertools.islice(itertools.product(*options), _MOST_VARIANTS):
        variant = "".join(letters)
        if len(" ".join([*variants, variant])) <= _LONGEST and variant not in variants:
            variants.append(variant)
    return " ".join(variants)


def _one_by_one(unread: str) -> Any:
    """Characters without a reading, kept apart so that readings and text stay side by side."""
    return list(unread)


def _options(character: str, letter: str) -> str:
    """The letters a character may stand for, likeliest first; itself when it has no reading."""
    likeliest = letter.lower()[:1]
    others = _OTHER_READINGS.get(character, "")
    return likeliest + others.replace(likeliest, "")


def matches(query: str, text: str, code: str = "", initials: str = "") -> bool:
    """Whether what was typed means this entry: part of its name, its code, or its initials."""
    wanted = unicodedata.normalize("NFKC", query).casefold().strip()
    if not wanted:
        return True
    name = unicodedata.normalize("NFKC", text).casefold()
    if wanted in name or code.casefold().startswith(wanted):
        return True
    return any(wanted in variant for variant in initials.split())
