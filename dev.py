#!/usr/bin/env python3
"""Everything a developer does, in one command: `python3 dev.py --help`.

Needs Python 3.11 or newer and nothing else; makes `.venv` and puts into it what is missing.
"""

# An older Python gets as far as the sentence about its age.
from __future__ import annotations

import argparse
import hashlib
import importlib.util
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
LOCK = ROOT / "requirements-checks.lock"
STAMP = VENV / "installed.sha256"
CATALOGUES = ROOT / "i18n"
BABEL = (PYTHON, "-m", "babel.messages.frontend", "--quiet")

# Debian's names; Ubuntu's newer ones (…t64) answer to them too.
QT_PACKAGES = "libgl1 libegl1 libxkbcommon0 libdbus-1-3 libfontconfig1 libglib2.0-0"
XCB_PACKAGES = (
    f"{QT_PACKAGES} libxkbcommon-x11-0 libx11-xcb1 libxcb-cursor0 libxcb-icccm4 libxcb-image0"
    " libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 libxcb-render0 libxcb-shape0 libxcb-shm0"
    " libxcb-sync1 libxcb-util1 libxcb-xfixes0 libxcb-xkb1"
)
QT_STARTS = "from PySide6 import QtPrintSupport, QtSvg, QtWidgets; QtWidgets.QApplication(['qd'])"
XCB_LOADS = """
import ctypes, pathlib, PySide6
ctypes.CDLL(str(pathlib.Path(PySide6.__file__).parent / "Qt/plugins/platforms/libqxcb.so"))
"""


class Stop(Exception):
    """Something a person has to do first; the text says what."""


def run(*command: str | Path, env: dict[str, str] | None = None) -> int:
    """Run a command in the project's folder and let it speak for itself."""
    words = [str(part) for part in command]
    return subprocess.run(words, cwd=ROOT, env=env, check=False).returncode


def python(*arguments: str | Path) -> int:
    return run(PYTHON, *arguments)


def must(problem: str, *command: str | Path) -> None:
    if run(*command) != 0:
        raise Stop(problem)


def complaint(code: str) -> str:
    """What the project's Python says when it runs `code` offscreen; nothing when all is well."""
    done = subprocess.run(
        [str(PYTHON), "-c", code],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        check=False,
        capture_output=True,
        text=True,
        errors="replace",
    )
    return "" if done.returncode == 0 else done.stderr.strip() or f"exit code {done.returncode}"


def install_packages(packages: str, reason: str) -> None:
    """Install Debian packages where we may; otherwise say the exact command."""
    install = ["apt-get", "install", "-y", "--no-install-recommends", *packages.split()]
    if not shutil.which("apt-get"):
        raise Stop(f"{reason}\nInstall what these Debian packages hold: {packages}")
    if os.geteuid() != 0:
        raise Stop(f"{reason}\nRun: sudo apt-get update && sudo {shlex.join(install)}")
    print(f"{reason}\nInstalling: {packages}", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    run("apt-get", "update", env=environment)
    if run(*install, env=environment) != 0:
        raise Stop(f"That failed; the lines above say why. Run by hand: {shlex.join(install)}")


def make_environment() -> None:
    """Make `.venv`, also anew when it is half made or its Python has gone."""
    if PYTHON.exists() and not complaint("import pip"):
        return
    if not all(importlib.util.find_spec(name) for name in ("venv", "ensurepip")):
        package = f"python3.{sys.version_info.minor}-venv"
        install_packages(package, "This Python cannot make virtual environments.")
    print(f"Making {VENV}", flush=True)
    command = (sys.executable, "-m", "venv", "--clear", VENV)
    must("The virtual environment could not be made; the lines above say why.", *command)


def install_requirements() -> None:
    """Install the locked dependencies, only when the lock changed: later runs need no network."""
    state = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    if STAMP.exists() and STAMP.read_text("ascii") == state:
        return
    print("Installing the locked dependencies (about 150 MB the first time)", flush=True)
    options = ["--require-hashes", "--only-binary", ":all:", "--disable-pip-version-check"]
    if not sys.stdout.isatty():
        options.append("--quiet")
    problem = "The dependencies could not be installed; the lines above say why. Try again later."
    must(problem, PYTHON, "-m", "pip", "install", *options, "-r", LOCK)
    STAMP.write_text(state, "ascii")


def check_qt(with_display: bool) -> None:
    """See that Qt finds the system's libraries; only Linux does not bring them along."""
    if not sys.platform.startswith("linux"):
        return
    needs = [(QT_STARTS, QT_PACKAGES)]
    if with_display and os.environ.get("DISPLAY"):
        needs.append((XCB_LOADS, XCB_PACKAGES))
    for code, packages in needs:
        if problem := complaint(code):
            cause = problem.splitlines()[-1]
            install_packages(packages, f"Qt does not start on this system: {cause}")
            if problem := complaint(code):
                raise Stop(f"Qt still does not start:\n{problem}")


def compile_catalogues() -> None:
    """Compile the translations that are newer than their compiled form."""
    for source in CATALOGUES.glob("*/LC_MESSAGES/app.po"):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            command = (*BABEL, "compile", "-i", source, "-o", target)
            must(f"{source} could not be compiled; the lines above say why.", *command)


def setup(with_display: bool = False) -> None:
    make_environment()
    install_requirements()
    check_qt(with_display)
    compile_catalogues()


def catalogue(*options: str) -> int:
    """Bring every catalogue up to date with the texts in `app/`; with `--check` only look."""
    with tempfile.TemporaryDirectory() as folder:
        texts = Path(folder) / "app.pot"
        extract = (*BABEL, "extract", "--no-location", "-o", texts, "app")
        must("The texts could not be read out of app/.", *extract)
        update = ["update", "--ignore-pot-creation-date", "--no-fuzzy-matching"]
        update += ["--ignore-obsolete", "--no-wrap", "-i", str(texts)]
        for target in sorted(CATALOGUES.glob("*/LC_MESSAGES/app.po")):
            language = target.parent.parent.name
            words = [*map(str, BABEL), *update, "-o", str(target), "-l", language, *options]
            # Babel says "out of date" with a traceback.
            if subprocess.run(words, cwd=ROOT, stderr=subprocess.DEVNULL, check=False).returncode:
                print(f"{target.relative_to(ROOT)} lags behind app/. Run: dev.py catalogue")
                return 1
    compile_catalogues()
    return 0


def start(*arguments: str) -> int:
    """The window; where there is no display, the scripted shift."""
    setup(with_display=True)
    blind = not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    if sys.platform.startswith("linux") and blind and not arguments:
        print("There is no display here: the scripted shift is played into out/.", flush=True)
        return python("-m", "app", "demo", "out/")
    return python("-m", "app", *arguments)


def pytest(*arguments: str) -> int:
    return python("-m", "pytest", *arguments)


def all_tests() -> int:
    """All tests on all processors, in random order. A test that fails has failed.

    Off screen, Qt itself has taken a worker down about once in ten runs; what ran at that moment is
    then run again, alone, and it is said.
    """
    command = [str(PYTHON), "-m", "pytest", "-n", "auto", "--maxprocesses", "8"]
    failed, crashed = 0, []
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, encoding="utf-8", errors="replace"
    ) as process:
        for line in process.stdout or ():
            print(line, end="", flush=True)
            failed += line.startswith(("FAILED ", "ERROR "))
            if "' crashed while running '" in line:
                crashed.append(line.rstrip().rsplit("running '", 1)[1].removesuffix("'"))
    if process.returncode and crashed and failed == len(crashed):
        print(f"\n{len(crashed)} worker(s) crashed; what they ran is run again, alone:", flush=True)
        return pytest("-p", "no:randomly", *crashed)
    return process.returncode


def tidy() -> int:
    return python("-m", "ruff", "check", "--fix") or python("-m", "ruff", "format")


LINT: dict[str, Callable[[], int]] = {
    "ruff check": lambda: python("-m", "ruff", "check"),
    "ruff format": lambda: python("-m", "ruff", "format", "--check"),
    "mypy --strict": lambda: python("-m", "mypy", "--strict", "app"),
    "import-linter": lambda: run(PYTHON.with_name("lint-imports" + PYTHON.suffix)),
    "translations": lambda: catalogue("--check"),
}
CHECK = {**LINT, "tests": all_tests}


def gates(chosen: dict[str, Callable[[], int]]) -> int:
    """Run the gates in order and stop at the first that fails."""
    begun = time.monotonic()
    for number, (name, gate) in enumerate(chosen.items(), 1):
        print(f"\n== {number}/{len(chosen)} {name}", flush=True)
        gate_begun = time.monotonic()
        failed = gate() != 0
        print(f"-- {name}: {time.monotonic() - gate_begun:.1f} s", flush=True)
        if failed:
            print(f"\nFAILED at {name}; {len(chosen) - number} steps after it were not run.")
            return 1
    print(f"\nAll {len(chosen)} steps passed in {time.monotonic() - begun:.0f} s.")
    return 0


COMMANDS: dict[str, tuple[str, Callable[..., int]]] = {
    "run": ("set up and start the program", start),
    "setup": ("only set up", lambda: 0),
    "check": ("every gate; CI runs the same", lambda: gates(CHECK)),
    "test": ("pytest, with its own arguments", pytest),
    "lint": ("every gate but the tests", lambda: gates(LINT)),
    "format": ("let ruff mend what it can", tidy),
    "catalogue": ("bring the translations up to date with the texts", catalogue),
    "bench": ("measure against yardsticks", lambda *a: python("-m", "tests.bench", *a)),
    "faults": ("long fault tests", lambda *a: pytest("tests", "-m", "faults", *a)),
    "screenshots": (
        "pictures of every page",
        lambda *a: python("-m", "app.demo.screenshots", *(a or ("out/screens",))),
    ),
}


def main() -> int:
    described = "\n".join(f"  {name:12} {text}" for name, (text, _) in COMMANDS.items())
    parser = argparse.ArgumentParser(
        description=f"{__doc__}\n{described}", formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("command", choices=COMMANDS, metavar="command")
    parser.add_argument("arguments", nargs=argparse.REMAINDER, help="passed on to the command")
    chosen = parser.parse_args()
    try:
        if chosen.command != "run":
            setup()
        return COMMANDS[chosen.command][1](*chosen.arguments)
    except Stop as stop:
        print(f"\n{stop}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    if sys.version_info < (3, 11):  # noqa: UP036 - an older Python may well be asked
        sys.exit("Python 3.11 or newer is needed; this is " + sys.version.split()[0])
    sys.exit(main())
