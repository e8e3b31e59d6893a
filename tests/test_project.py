"""Rules of the house that no other tool watches: sizes, words, fonts, locks, imports."""

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from reportlab.pdfbase.ttfonts import TTFontFile

from app import paths

ROOT = Path(__file__).parents[1]
APP = ROOT / "app"
TESTS = ROOT / "tests"
MODULES = sorted(path for path in APP.rglob("*.py") if "versions" not in path.parts)
CODE = [*MODULES, *sorted(TESTS.rglob("*.py")), ROOT / "dev.py", ROOT / "setup.py"]

# The alarm lines: what crosses one is split, or stands below with the reason why it may.
LINES = {"module": 400, "class": 300, "function": 50, "constructor": 40}
MODULES_IN_A_FOLDER = 20
ACCEPTED: dict[str, str] = {}

# The two places where an action of a person is run and every failure must be answered.
RUN_ACTIONS = {"app/views/jobs.py", "app/views/crash.py"}

# A command or a start loads what it needs, no more: here our own modules may come late unexplained.
START = {"app/__main__.py", "app/main.py", "app/cli.py"}

# Never asked of a font: boxes are drawn as lines, the others occur in code that takes them out.
NOT_TYPED = set("☐☑☒\N{REPLACEMENT CHARACTER}\ufe0e\ufe0f")


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    """Every text file of the project that is under version control."""
    if not (ROOT / ".git").exists() or not shutil.which("git"):
        pytest.skip("not a checkout, or git is not installed")
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True
    ).stdout.decode()
    found = {}
    for file in filter(None, listed.split("\0")):
        path = ROOT / file
        if path.is_file() and path.suffix not in {".ttf", ".xlsx", ".png", ".pdf", ".zip"}:
            found[file] = path.read_text("utf-8")
    return found


HOSTS = ["pypi" + ".org", "pythonhosted" + ".org", "npmjs" + ".org", "debian" + ".org"]
MACHINE_PATHS = ["/wo" + "rk/", "/ro" + "ot/", "/ho" + "me/", "C:" + "\\Users"]


@pytest.mark.parametrize("word", [*HOSTS, *MACHINE_PATHS, "TO" + "DO", "FIX" + "ME"])
def test_no_file_holds_a_host_a_machine_path_or_an_open_end(
    texts: dict[str, str], word: str
) -> None:
    assert [file for file, text in texts.items() if word in text] == []


@pytest.mark.parametrize("path", CODE, ids=name)
def test_every_module_says_what_belongs_in_it(path: Path) -> None:
    assert ast.get_docstring(tree(path))


def crossings() -> Iterator[tuple[str, int, int]]:
    """What crosses an alarm line: where, its size, the line."""
    for path in MODULES:
        size = len(path.read_text("utf-8").splitlines())
        if size > LINES["module"]:
            yield name(path), size, LINES["module"]
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.ClassDef):
                kind = "class"
            elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                kind = "constructor" if node.name == "__init__" else "function"
            else:
                continue
            size = (node.end_lineno or node.lineno) - node.lineno + 1
            if size > LINES[kind]:
                yield f"{name(path)}:{node.name}", size, LINES[kind]
    for folder in {path.parent for path in MODULES}:
        size = sum(path.name != "__init__.py" for path in folder.glob("*.py"))
        if size > MODULES_IN_A_FOLDER:
            yield name(folder), size, MODULES_IN_A_FOLDER


def test_nothing_crosses_an_alarm_line_without_a_reason() -> None:
    found = {where: f"{size} of {line}" for where, size, line in crossings()}
    assert {where: size for where, size in found.items() if where not in ACCEPTED} == {}
    assert [where for where in ACCEPTED if where not in found] == []


def catches_everything(handler: ast.ExceptHandler) -> bool:
    """Whether it catches all there is and does not raise it again."""
    caught = [] if handler.type is None else ast.walk(handler.type)
    names = {node.id for node in caught if isinstance(node, ast.Name)}
    everything = handler.type is None or names & {"Exception", "BaseException"}
    last = handler.body[-1]
    return bool(everything) and not (isinstance(last, ast.Raise) and last.exc is None)


@pytest.mark.parametrize("path", [p for p in MODULES if name(p) not in RUN_ACTIONS], ids=name)
def test_only_the_places_that_run_actions_catch_everything(path: Path) -> None:
    handlers = (node for node in ast.walk(tree(path)) if isinstance(node, ast.ExceptHandler))
    assert [handler.lineno for handler in handlers if catches_everything(handler)] == []


def postponed_imports(path: Path) -> Iterator[tuple[str, int]]:
    for function in ast.walk(tree(path)):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            for node in ast.walk(function):
                if isinstance(node, ast.Import):
                    yield from ((alias.name.split(".")[0], node.lineno) for alias in node.names)
                elif isinstance(node, ast.ImportFrom):
                    yield (node.module or "").split(".")[0], node.lineno


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_imports_inside_functions_postpone_a_library_and_say_why(path: Path) -> None:
    lines = path.read_text("utf-8").splitlines()
    # Windows has no `resource`; `socket` costs the first page 10 ms it has no use for.
    early = {*sys.stdlib_module_names, "PySide6", "sqlalchemy"} - {"resource", "socket"}
    found = sorted(set(postponed_imports(path)), key=lambda entry: entry[1])
    assert [entry for entry in found if entry[0] in early] == []
    # The reason stands on the line, or above the first line of the group.
    reasons = {number for number, line in enumerate(lines, 1) if "#" in line}
    for module, line in found:
        if (module == "app" and name(path) in START) or line in reasons or line - 1 in reasons:
            reasons.add(line)
    assert [entry for entry in found if entry[1] not in reasons] == []


def imported(files: list[Path]) -> set[str]:
    """The top-level names these files import."""
    found = set()
    for path in files:
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Import):
                found |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                found.add((node.module or "").split(".")[0])
    return found


def test_dev_py_needs_nothing_but_python() -> None:
    assert imported([ROOT / "dev.py"]) <= sys.stdlib_module_names


# Where the import name is not the name of the distribution in small letters.
IMPORT_NAMES = {
    "pyside6-essentials": "PySide6",
    "chinesecalendar": "chinese_calendar",
    "python-calamine": "python_calamine",
    "argon2-cffi": "argon2",
    "zxing-cpp": "zxingcpp",
    "pillow": "PIL",
}
USED_WITHOUT_IMPORT = {"tzdata"}


def dependencies() -> set[str]:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"][
        "dependencies"
    ]
    return {re.split(r"[^\w-]", line)[0].lower() for line in declared}


@pytest.mark.parametrize("distribution", sorted(dependencies() - USED_WITHOUT_IMPORT))
def test_every_dependency_is_used(distribution: str) -> None:
    assert IMPORT_NAMES.get(distribution, distribution) in imported(MODULES)


def pins(file: str) -> dict[str, str]:
    """Locked line (name, version, marker) → its hashes."""
    text = (ROOT / file).read_text("utf-8").replace("\\\n", "")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return {line.split(" --hash")[0].strip(): line.partition("--hash")[2] for line in lines}


def test_the_lock_of_the_checks_contains_the_lock_of_the_program() -> None:
    assert pins("requirements.lock").items() <= pins("requirements-checks.lock").items()


def test_every_dependency_is_locked_with_hashes() -> None:
    locked = pins("requirements.lock")
    assert dependencies() <= {line.split("==")[0] for line in locked}
    assert all("sha256:" in hashes for hashes in locked.values())


FONTS = {
    "NotoSansSC-Regular": "Noto Sans SC",
    "NotoSansSC-Medium": "Noto Sans SC",
    "NotoSansSC-Bold": "Noto Sans SC",
    "NotoSerifSC-Regular": "Noto Serif SC",
    "NotoSerifSC-Bold": "Noto Serif SC",
}
STAND_INS = {"NotoSansRareHan-Regular": "Noto Sans Rare Han", "NotoEmoji-Regular": "Noto Emoji"}


@cache
def glyphs(font: str) -> set[str]:
    return {chr(code) for code in TTFontFile(str(paths.FONTS / f"{font}.ttf")).charToGlyph}


def gb2312() -> set[str]:
    """Every character of GB 2312: what any Chinese text of an office is made of."""
    pairs = (bytes([row, cell]) for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF))
    return set("".join(pair.decode("gb2312", errors="ignore") for pair in pairs))


@pytest.mark.parametrize("font", FONTS)
def test_every_font_shows_the_characters_of_an_office(font: str) -> None:
    assert gb2312() - glyphs(font) == set()


@pytest.mark.parametrize("character", "㛃䶮𬭎𠅤𤩽㼆㴢𫘪𬘡𬍛𨱔𬬭𣲗䴙𪩘𠮷𡛟😀👍🏥")
@pytest.mark.parametrize("font", ["NotoSansSC-Regular", "NotoSerifSC-Regular"])
def test_rare_names_and_emoji_are_shown(font: str, character: str) -> None:
    assert any(character in glyphs(shown) for shown in [font, *STAND_INS])


def test_each_font_comes_with_its_licence() -> None:
    fonts = {path.stem for path in paths.FONTS.glob("*.ttf")}
    assert fonts == FONTS.keys() | STAND_INS.keys()
    for family in {font.split("-")[0] for font in fonts}:
        licence = (paths.FONTS / f"LICENSE_FONT-{family}.txt").read_text("utf-8")
        assert "SIL Open Font License" in licence


def test_the_fonts_make_two_families_with_their_weights(qapp: object) -> None:
    from PySide6.QtGui import QFontDatabase

    assert {"Regular", "Medium", "Bold"} <= set(QFontDatabase.styles("Noto Sans SC"))
    for font, family in {**FONTS, **STAND_INS}.items():
        number = QFontDatabase.addApplicationFont(str(paths.FONTS / f"{font}.ttf"))
        assert family in QFontDatabase.applicationFontFamilies(number)


def fixed_texts() -> Iterator[tuple[str, str]]:
    """Every text that stands in the program or its defaults: where, which."""
    for path in MODULES:
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield name(path), node.value
    for path in paths.DEFAULTS.glob("*.toml"):
        yield name(path), path.read_text("utf-8")


def test_the_fonts_show_every_fixed_text() -> None:
    shown = glyphs("NotoSansSC-Regular") | glyphs("NotoSerifSC-Regular") | NOT_TYPED
    missing = {
        (where, character)
        for where, text in fixed_texts()
        for character in set(text) - shown
        if character.isprintable()
    }
    assert missing == set()
