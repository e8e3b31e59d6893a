"""Labels to draw in tests: an ordinary one and the longest there can be, and how a page looks."""

from collections.abc import Sequence

from PIL import Image
from pypdfium2 import PdfDocument

from app.services.files import PDFIUM
from app.services.labels.content import Label
from app.services.registers.materials.labels import NOTICES
from app.services.registers.parts import LabelKind, LabelLine, StatusLabel
from app.services.slips import codes

THERMAL = 203  # dots an inch of an ordinary label printer
NUMBER = "JY-WZK-202611-0006"
LONGEST_NUMBER = "JYDR-ABCDEFGHIJ-20261130-00000006"
LONGEST_HOSPITAL = "某某省某某市第一人民医院（某某医科大学附属第三临床医学院）东院区"

ORDINARY = (
    LabelLine("品名", "0.9% 氯化钠注射液"),
    LabelLine("规格", "250 mL"),
    LabelLine("批号", "4087202"),
    LabelLine("数量", "600 袋"),
    LabelLine("有效期至", "2028-09-30", 1),
    LabelLine("供方", "安康医药有限公司", 3),
)
LONGEST = (
    LabelLine("品名", "一次性使用无菌溶药用注射器带针医用级聚丙烯外套环氧乙烷灭菌" * 2),
    LabelLine("规格", "加长型左侧六孔钛合金锁定接骨板配套螺钉十二枚带导向器全套规" * 2),
    LabelLine("批号", "LOT-2026-ABCDEFGHIJ-KLMNOPQRST-UVWXYZ-0123456789-ABCDEFGHIJK"),
    LabelLine("数量", "2147483647 最小销售包装单位最小销售包装单位最小销售"),
    LabelLine(
        "原因", "包装破损、规格错误、超过效期、近效期不足半年、货品错误、数量不符、外观质量", 1
    ),
    LabelLine("隔离位", "供应科库房东侧第三排货架最下层红色隔离区" * 3, 1),
    LabelLine("供方", "某某医药供应链管理集团有限责任公司某某分公司" * 2, 3),
)


def label(
    kind: LabelKind,
    lines: Sequence[LabelLine] = ORDINARY,
    number: str = NUMBER,
    hospital: str = "安禾医院",
) -> Label:
    """A label of a kind."""
    content = StatusLabel(kind, tuple(lines), NOTICES[kind], "QR-8.5-02")
    return Label(1, "uid", number, content, hospital, codes.record_text(number), "digest")


def longest(kind: LabelKind) -> Label:
    """A label on which every text is as long as its field allows."""
    return label(kind, LONGEST, LONGEST_NUMBER, LONGEST_HOSPITAL)


def pictures(pdf: bytes, dpi: int = THERMAL) -> list[Image.Image]:
    """The pages as a printer with so many dots sees them, in grey."""
    with PDFIUM:
        document = PdfDocument(pdf)
        found = [page.render(scale=dpi / 72, grayscale=True).to_pil().copy() for page in document]
        document.close()
    return found


def black_and_white(picture: Image.Image) -> Image.Image:
    """What a thermal printer burns: dots or none."""
    return picture.point(lambda grey: 255 if grey >= 128 else 0, "1")


def written(pdf: bytes) -> list[list[tuple[str, tuple[float, float, float, float]]]]:
    """Each page's characters with their boxes (left, bottom, right, top) in points."""
    pages = []
    with PDFIUM:
        document = PdfDocument(pdf)
        for page in document:
            text = page.get_textpage()
            pages.append(
                [
                    # The reader takes a hyphen at the end of a line for one that is not there.
                    (text.get_text_range(place, 1).replace("\ufffe", "-"), text.get_charbox(place))
                    for place in range(text.count_chars())
                ]
            )
            text.close()
        document.close()
    return pages
