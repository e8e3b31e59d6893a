"""Fills a template: the record's values in, rows grown and divided into pages, one workbook out."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from app import paths
from app.errors import FileProblem
from app.i18n import _
from app.services.forms import book as books
from app.services.forms import grammar, units
from app.services.forms.book import Book, Picture
from app.services.forms.grow import Block, Values, expand
from app.services.forms.native_charts import HungChart
from app.services.forms.paginate import Page, TooHigh, paginate
from app.services.forms.rebuild import rebuild
from app.services.forms.snapshot import Snapshot, opened
from app.services.forms.text import clean
from app.services.forms.values import NUMERALS, Chart, Form, FormData, FormValue, copy_name

QR_SIZE = 56.25  # points: 75 px, about 20 mm
_FURNITURE = (
    "firstHeader", "oddHeader", "evenHeader", "firstFooter", "oddFooter", "evenFooter",
)  # fmt: skip
_NEARLY_EMPTY = 0.30
_SHARES = (0.95, 0.85, 0.75, 0.65, 0.55, 0.45, 0.35, 0.25, 0.15, 0.05, 0.0)
_FURNITURE_LIMIT = 255


@dataclass
class Filled:
    """One filled form. Saving it as a workbook and painting it show the same layout.

    `over` paints onto a page what no cell holds; it is given the canvas, the plan and the page.
    """

    form: Form
    data: FormData
    book: Book
    pages: int
    over: Callable[[Any, Any, int], None] | None = None

    def save(self, path: Path) -> None:
        """Write the workbook; nothing half-written ever stands under this name."""
        books.save(self.book, path)


def fill(form: Form, data: FormData, template: Path | bytes | None = None) -> Filled:
    """Fill a form; without a template of the hospital the built-in one is used."""
    read, snapshot = opened(template or paths.FORMS / f"{form.code}.xlsx")
    book = books.emptied(read)
    is_blank = not any(data.values.values())
    known = reserved(form, data) | dict(form.blanks if is_blank else {}) | dict(data.values)
    values = Values(known, form.options, form.signatures, form.blank_lines)
    blocks = list(expand(snapshot, values, book.styles))
    _hang_qr(book, snapshot, data)
    _hang_charts(book, snapshot, data)
    _fill_furniture(book, values, data)
    content = sum(snapshot.widths)
    capacity = book.body()[1] / book.scale(content) * units.PAGE_FILL
    titles = sum(sum(block.heights) for block in blocks if block.is_title)
    try:
        pages = _paginated(form, blocks, capacity, titles, tightly=not is_blank)
    except TooHigh as problem:
        row = blocks[problem.band].band.rows[0].number
        raise FileProblem(
            _(
                "表单“{title}”模板第 {row} 行的内容一页放不下，也无法续页。"
                "在模板中把这一格与它的标题格设为同高并勾选自动换行。"
            ).format(title=form.title, row=row)
        ) from problem
    if is_blank:
        pages = _spread(form, blocks, pages, capacity, titles)
        _stretch(form, blocks, pages, capacity, titles)
    rebuild(book, blocks, pages, len(snapshot.widths))
    return Filled(form, data, book, len(pages))


def _paginated(
    form: Form, blocks: list[Block], capacity: float, titles: float, tightly: bool
) -> list[Page]:
    """Pages as the template asks; empty room in boxes is given up when that saves a nearly empty page."""
    following = capacity - titles
    pages = paginate([block.measured() for block in blocks], capacity, following)
    if not tightly or len(pages) == 1 or pages[-1].used > _NEARLY_EMPTY * following:
        return pages
    asked = [list(block.heights) for block in blocks]
    for block in blocks:
        block.tighten(form.long_fields)
    tighter = paginate([block.measured() for block in blocks], capacity, following)
    if len(tighter) < len(pages):
        _give_back(form, blocks, tighter, asked, capacity, titles)
        return tighter
    for block, heights in zip(blocks, asked, strict=True):
        block.heights = heights
    return pages


def _give_back(
    form: Form,
    blocks: list[Block],
    pages: list[Page],
    asked: list[list[float]],
    capacity: float,
    titles: float,
) -> None:
    """What room is left on the pages goes back to the boxes it was taken from: to be written in."""
    for number, page in enumerate(pages):
        lacks = [
            (block, at, lack)
            for part in page.parts
            if not part.rows and (at := (block := blocks[part.band]).row_of(form.long_fields))
            is not None and (lack := asked[part.band][at] - block.heights[at]) > 0
        ]  # fmt: skip
        spare = capacity - (titles if number else 0.0) - page.used
        total = sum(lack for _block, _at, lack in lacks)
        for block, at, lack in lacks:
            block.heights[at] += units.row_down(min(lack, spare * lack / total))


def _spread(
    form: Form, blocks: list[Block], pages: list[Page], capacity: float, titles: float
) -> list[Page]:
    """Let all boxes for long text of a blank form grow alike, as far as no page is added."""
    boxes = [(block, at) for block in blocks if (at := block.row_of(form.long_fields)) is not None]
    asked = [block.heights[at] for block, at in boxes]
    spare = capacity * len(pages) - titles * (len(pages) - 1) - sum(page.used for page in pages)
    for share in _SHARES:
        for (block, at), height in zip(boxes, asked, strict=True):
            grown = units.row_down(height * (1 + share * spare / sum(asked)))
            block.heights[at] = min(units.HIGHEST_ROW, max(height, grown))
        tried = paginate([block.measured() for block in blocks], capacity, capacity - titles)
        if len(tried) == len(pages):
            return tried
    return pages


def _stretch(
    form: Form, blocks: list[Block], pages: list[Page], capacity: float, titles: float
) -> None:
    """Give the room left on the pages of a blank form to its boxes for long text."""
    for number, page in enumerate(pages):
        boxes = [
            (blocks[part.band], at)
            for part in page.parts
            if not part.rows and (at := blocks[part.band].row_of(form.long_fields)) is not None
        ]
        spare = capacity - (titles if number else 0.0) - page.used
        total = sum(block.heights[at] for block, at in boxes)
        for block, at in boxes:
            share = spare * block.heights[at] / total
            block.heights[at] = min(units.HIGHEST_ROW, block.heights[at] + units.row_down(share))


def copies_text(copies: tuple[str, ...]) -> str:
    """All copies of a form as one line."""
    if len(copies) < 2:
        return copies[0] if copies else ""
    names = " ".join(copy_name(at, name, len(copies)) for at, name in enumerate(copies))
    return _COPIES.format(count=NUMERALS[len(copies) - 1], names=names)


# Paper is Chinese whatever language the window speaks: nothing printed is translated.
_COPIES = "一式{count}联：{names}"
_SLIP = "单据码 {slip}"
_ANCHOR = "审计锚 {anchor}"
_PRINTED = "{how}：{who} {when}"
_RETENTION = "保存期限：{time}"


def reserved(form: Form, data: FormData) -> dict[str, FormValue]:
    """The values every form has besides those of its record."""
    when = grammar.moment(data.printed_at) if data.printed_at else None
    printed = _PRINTED.format(
        how=data.printed_as,
        who=data.printed_by or "",
        when=f"{when:%Y-%m-%d %H:%M}" if when else "",
    )
    return {
        "hospital": data.hospital,
        "form_no": form.form_no,
        "title": form.title,
        "retention": _RETENTION.format(time=form.retention) if form.retention else "",
        "copies": copies_text(form.copies),
        "anchor": _ANCHOR.format(anchor=data.anchor) if data.anchor else "",
        "printed": printed if data.printed_by or when else "",
        "slip": _SLIP.format(slip=data.slip) if data.slip else "",
        "watermark": data.watermark or "",
        "qr": "",
    }


def _hang_qr(book: Book, snapshot: Snapshot, data: FormData) -> None:
    payload = data.qr or data.slip
    if not payload:
        return
    for band in snapshot.bands:
        for slot in band.slots:
            placeholder = grammar.only(slot.text) if slot.has_field else None
            if placeholder is None or placeholder.name != "qr":
                continue
            rows = band.rows[slot.row : slot.row + slot.rows]
            dx = max(0.0, (snapshot.width(slot) - QR_SIZE) / 2)
            dy = max(0.0, (sum(row.height for row in rows) - QR_SIZE) / 2)
            column = slot.column
            while dx >= snapshot.widths[column - 1] > 0:
                dx -= snapshot.widths[column - 1]
                column += 1
            row = 0
            while row < len(rows) - 1 and dy >= rows[row].height:
                dy -= rows[row].height
                row += 1
            book.pictures.append(
                Picture(qr_picture(payload), rows[row].number, column, dx, dy, QR_SIZE, QR_SIZE)
            )


def _hang_charts(book: Book, snapshot: Snapshot, data: FormData) -> None:
    """A chart takes the place of the cell that names it alone."""
    for band in snapshot.bands:
        for slot in band.slots:
            placeholder = grammar.only(slot.text) if slot.has_field else None
            value = data.values.get(placeholder.name) if placeholder is not None else None
            if isinstance(value, Chart):
                rows = band.rows[slot.row : slot.row + slot.rows]
                height = sum(row.height for row in rows)
                book.charts.append(
                    HungChart(value, rows[0].number, slot.column, snapshot.width(slot), height)
                )


def qr_picture(payload: str) -> bytes:
    """A QR code as a one-bit picture with its quiet zone."""
    import segno  # postponed: only forms with a code need it

    target = BytesIO()
    segno.make(payload, error="m", micro=False).save(target, kind="png", scale=4, border=4)
    return target.getvalue()


def _furniture(book: Book) -> Iterator[tuple[str, Any]]:
    for name in _FURNITURE:
        item = getattr(book.sheet, name)
        if item is not None:
            yield name, item


def _fill_furniture(book: Book, values: Values, data: FormData) -> None:
    """Put values into headers and footers; the audit anchor is added where a template forgot it."""
    resolve = values.resolver()
    footers = [
        item
        for name, item in _furniture(book)
        if name.endswith("Footer") and (name == "oddFooter" or item)
    ]
    for item in footers:
        whole = "".join(part.text or "" for part in (item.left, item.center, item.right))
        if data.anchor and "anchor" not in {each.name for each in grammar.placeholders(whole)}:
            item.left.text = f"{item.left.text or ''}\n{{{{ anchor }}}}".strip()
    for _name, item in _furniture(book):
        for part in (item.left, item.center, item.right):
            if part.text:
                part.text = "\n".join(
                    line for line in _furniture_text(part.text, resolve).split("\n") if line.strip()
                )
        _shorten(item)


def _furniture_text(text: str, resolve: grammar.Resolve) -> str:
    return grammar.MARKER.sub(
        lambda found: clean(
            grammar.value_text(resolve(placeholder := grammar.parse(found[1])), placeholder.format)
        ).replace("&", "&&"),
        text,
    )


def _shorten(item: Any) -> None:
    """Excel repairs, and so drops, a header longer than 255 characters with its codes."""
    parts = (item.left, item.center, item.right)
    while len(str(item)) > _FURNITURE_LIMIT:
        longest = max((part for part in parts if part.text), key=lambda part: len(part.text))
        kept = longest.text[: len(longest.text) - 8].rstrip("&")
        longest.text = kept + "…" if kept else None
        if not kept:
            return
