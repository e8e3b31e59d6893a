"""Examines a hospital's own template before it is accepted, and chooses which template to use."""

import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from openpyxl.cell.rich_text import CellRichText
from openpyxl.utils import get_column_letter

from app import paths
from app.errors import FileProblem
from app.i18n import _
from app.services.forms import fonts, grammar, units
from app.services.forms.book import Book, load
from app.services.forms.snapshot import Band, Slot, Snapshot, take
from app.services.forms.values import Finding, Form

_LARGEST = 5 * 1024 * 1024
_SAFE_WIDTH = 0.96
_LOST = (b"<xdr:sp", b"<xdr:cxnSp", b"<xdr:graphicFrame", b"<xdr:grpSp", b"<legacyDrawingHF",
         b"<oleObjects", b"<controls")  # fmt: skip
_LOST_PARTS = ("xl/charts/", "xl/embeddings/", "xl/ctrlProps/", "xl/activeX/")


def template_for(form: Form, hospital_folder: Path | None) -> tuple[Path, list[str]]:
    """The template `F01.xlsx` of the hospital's folder when it is sound, else ours and why."""
    own = paths.FORMS / f"{form.code}.xlsx"
    if hospital_folder is None:
        return own, []
    theirs = hospital_folder / f"{form.code}.xlsx"
    try:
        stat = theirs.stat()
    except FileNotFoundError:
        return own, []
    except OSError as problem:
        return own, [
            _("{code}：本院模板“{path}”读不到（{reason}），改用内置模板。").format(
                code=form.code, path=theirs, reason=problem.strerror or type(problem).__name__
            )
        ]
    found = [
        finding
        for finding in _remembered(form.code, theirs, stat.st_mtime_ns, stat.st_size, _Form(form))
        if finding.fatal
    ]
    if not found:
        return theirs, []
    head = _("{code}：本院模板不能用，改用内置模板。").format(code=form.code)
    return own, [head, *(str(finding) for finding in found)]


@dataclass(frozen=True, eq=False)
class _Form:
    """Lets a form be an argument that the memory of checks does not compare."""

    form: Form

    def __hash__(self) -> int:
        return hash(self.form.code)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Form) and other.form.code == self.form.code


@lru_cache(maxsize=64)
def _remembered(
    _code: str, path: Path, _changed: int, _size: int, form: _Form
) -> tuple[Finding, ...]:
    return tuple(check_template(form.form, path))


def check_template(form: Form, path: Path) -> list[Finding]:
    """Everything that speaks against a template, refusals first."""
    try:
        found = list(_file_findings(path))
        if any(finding.fatal for finding in found):
            return found
        book = load(path)
    except FileProblem as problem:
        return [Finding("", str(problem))]
    except (OSError, zipfile.BadZipFile):
        return [Finding("", _("文件打不开或不是 .xlsx。用 WPS 或 Excel 另存为 .xlsx。"))]
    checker = _Checker(form, book)
    return sorted([*found, *checker.findings()], key=lambda finding: not finding.fatal)


def _file_findings(path: Path) -> Iterator[Finding]:
    refusal = _("另存为不含宏、未加密、只有一张工作表、不超过 5 MB 的 .xlsx。")
    if path.stat().st_size > _LARGEST or not zipfile.is_zipfile(path):
        yield Finding("", refusal)
        return
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        if any(name.endswith("vbaProject.bin") for name in names):
            yield Finding("", refusal)
            return
        looked = [
            name for name in names if name.startswith(("xl/drawings/", "xl/worksheets/sheet"))
        ]
        lost = any(name.startswith(_LOST_PARTS) for name in names) or any(
            mark in archive.read(name) for name in looked for mark in _LOST
        )
    if lost:
        yield Finding(
            "", _("有文本框、图形、图表、控件或页眉图片，保存后会丢失。改用单元格或普通图片。")
        )


class _Checker:
    def __init__(self, form: Form, book: Book) -> None:
        self._form = form
        self._book = book
        self._sheet: Any = book.sheet
        self._snapshot: Snapshot = take(book)
        self._used: set[str] = set()

    def findings(self) -> Iterator[Finding]:
        steps: tuple[Callable[[], Iterator[Finding]], ...] = (
            self._sheets, self._cells, self._furniture, self._width, self._repeats,
            self._long_texts, self._fonts, self._ignored, self._missing,
        )  # fmt: skip
        for step in steps:
            yield from step()

    def _at(self, row: int, column: int) -> str:
        return f"{self._sheet.title}!{get_column_letter(column)}{row}"

    def _place(self, band: Band, slot: Slot) -> str:
        return self._at(band.rows[slot.row].number, slot.column)

    def _slots(self) -> Iterator[tuple[Band, Slot]]:
        for band in self._snapshot.bands:
            for slot in band.slots:
                yield band, slot

    def _sheets(self) -> Iterator[Finding]:
        visible = [
            sheet.title
            for sheet in self._book.workbook.worksheets
            if sheet.sheet_state == "visible"
        ]
        if len(visible) > 1:
            yield Finding("", _("有多张工作表，只保留一张，其余删去。"))

    def _cells(self) -> Iterator[Finding]:
        for band, slot in self._slots():
            place = self._place(band, slot)
            cell = self._sheet._cells[band.rows[slot.row].number, slot.column]
            if cell.data_type == "f":
                yield Finding(place, _("模板中不能有公式；合计写 {{ sum 明细名.列名 }}。"))
                continue
            if _is_cut(slot.value):
                yield Finding(place, _("占位符中间换了字体或缺一半括号，把整段设为同一字体。"))
                continue
            yield from self._known(place, slot.text, _repeated(band))

    def _furniture(self) -> Iterator[Finding]:
        for name in ("firstHeader", "oddHeader", "firstFooter", "oddFooter"):
            item = getattr(self._sheet, name)
            for part in (item.left, item.center, item.right):
                yield from self._known(_("页眉页脚"), part.text or "", None)

    def _known(self, place: str, text: str, repeated: str | None) -> Iterator[Finding]:
        for found in grammar.MARKER.finditer(text):
            try:
                placeholder = grammar.parse(found[1])
            except grammar.UnknownPlaceholder:
                placeholder = grammar.Placeholder("unknown", found[1])
            if self._is_known(placeholder, repeated):
                self._used.add(placeholder.name)
            else:
                yield Finding(
                    place,
                    _("没有“{{{{ {name} }}}}”这一项。可用的项见本表的字段清单。").format(
                        name=found[1]
                    ),
                )

    def _is_known(self, placeholder: grammar.Placeholder, repeated: str | None) -> bool:
        name, fields = placeholder.name, self._form.fields
        if placeholder.kind == "unknown":
            return False
        if placeholder.kind == "sign":
            return name in self._form.signatures
        if placeholder.kind == "lines":
            return any(field.startswith(f"{name}.") for field in fields)
        if repeated is not None and (f"{repeated}.{name}" in fields or name == grammar.ROW_NUMBER):
            return True
        return name in fields or (placeholder.kind == "value" and name in grammar.RESERVED)

    def _width(self) -> Iterator[Finding]:
        content = sum(self._snapshot.widths) * self._book.scale(sum(self._snapshot.widths))
        body = self._book.body()[0]
        if content > body + 1:
            yield Finding(
                self._sheet.title,
                _("内容宽 {content} mm，可打印宽 {body} mm，缩小列宽或改为横向。").format(
                    content=round(content / units.MM), body=round(body / units.MM)
                ),
            )
        elif content > body * _SAFE_WIDTH + 1:
            yield Finding(
                self._sheet.title,
                _("换一台电脑打印时可能超出一页宽，建议每列缩小约 4%。"),
                fatal=False,
            )

    def _repeats(self) -> Iterator[Finding]:
        titles = self._snapshot.titles
        first_marker = 0
        for band in self._snapshot.bands:
            rows = [row.number for row in band.rows]
            span = _("{first}–{last}").format(first=rows[0], last=rows[-1])
            markers = [
                slot for slot in band.slots for found in _parsed(slot.text) if found.kind == "lines"
            ]
            if len(markers) > 1:
                yield Finding("", _("第 {span} 行有两个明细标记，只留一个。").format(span=span))
            elif markers:
                first_marker = first_marker or rows[0]
                if markers[0].rows != len(rows):
                    yield Finding(
                        "", _("第 {span} 行的合并跨出明细行，无法逐条重复。").format(span=span)
                    )
            inside = [row in titles for row in rows]
            if any(inside) and not all(inside):
                yield Finding("", _("第 {span} 行的合并跨出重复打印的标题行。").format(span=span))
        if first_marker and titles and max(titles) > first_marker:
            yield Finding("", _("重复打印的标题行在明细行之后，移到它前面。"))

    def _long_texts(self) -> Iterator[Finding]:
        for band, slot in self._slots():
            names = {found.name for found in _parsed(slot.text)}
            if not names & set(self._form.long_fields):
                continue
            uniform = all(other.rows == len(band.rows) for other in band.slots if other.text)
            wraps = self._book.styles.align(slot.style).wrap
            if not wraps or not (uniform or slot.rows == 1):
                yield Finding(
                    self._place(band, slot),
                    _("文字多时一页放不下，勾选自动换行，并让标题格与内容格同高。"),
                )

    def _fonts(self) -> Iterator[Finding]:
        names = {self._book.normal_font[0]}
        private: Any = self._book.workbook
        for _band, slot in self._slots():
            if slot.text:
                style: Any = slot.style
                names.add(str(private._fonts[style.fontId].name or ""))
        for name in sorted(names):
            if name and not fonts.known(name):
                yield Finding("", _("字体“{name}”按宋体打印。").format(name=name), fatal=False)

    def _ignored(self) -> Iterator[Finding]:
        sheet = self._sheet
        if len(sheet.conditional_formatting) or sheet.data_validations.dataValidation:
            yield Finding("", _("条件格式和数据有效性不会出现在打印件上。"), fatal=False)
        if any(cell.comment for cell in sheet._cells.values()):
            yield Finding("", _("批注不会出现在打印件上。"), fatal=False)
        if 0 in self._snapshot.widths or any(
            not row.height for band in self._snapshot.bands for row in band.rows
        ):
            yield Finding("", _("隐藏的行和列不会打印。"), fatal=False)
        if "," in str(sheet.print_area or ""):
            yield Finding("", _("只打印第一个打印区域。"), fatal=False)

    def _missing(self) -> Iterator[Finding]:
        missing = [name for name in self._form.required if name not in self._used]
        if missing:
            yield Finding(
                "", _("纸面缺少必填项：{names}。").format(names="、".join(missing)), fatal=False
            )


def _parsed(text: str) -> list[grammar.Placeholder]:
    found: list[grammar.Placeholder] = []
    for marker in grammar.MARKER.finditer(text):
        try:
            found.append(grammar.parse(marker[1]))
        except grammar.UnknownPlaceholder:
            continue
    return found


def _repeated(band: Band) -> str | None:
    for slot in band.slots:
        for found in _parsed(slot.text):
            if found.kind == "lines":
                return found.name
    return None


def _is_cut(value: object) -> bool:
    parts = [str(part) for part in value] if isinstance(value, CellRichText) else [str(value or "")]
    return any(grammar.HALF.search(grammar.MARKER.sub("", part)) for part in parts)
