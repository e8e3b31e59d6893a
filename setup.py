"""Compiles the translations while the package is built; all else stands in pyproject.toml."""

from babel.messages.frontend import CompileCatalog
from setuptools import setup
from setuptools.command.build_py import build_py


class BuildWithTranslations(build_py):
    """`build_py` that finds the compiled catalogues among the data it copies."""

    def run(self) -> None:
        compiler = CompileCatalog()
        compiler.directory = "i18n"
        compiler.domain = ["app"]
        compiler.finalize_options()
        compiler.run()
        super().run()


setup(cmdclass={"build_py": BuildWithTranslations})
