"""F01R 投诉答复函: the letter to the complainant; nothing of the hospital's inner workings is on it."""

from app.i18n import N_
from app.services.forms.designs.layout import Design, contents, lead, paragraph, row, signoff
from app.services.forms.values import Form

_DAY = "______年____月____日"
_GAP = "________________"

FORM = Form(
    code="F01R",
    number="F01R",
    revision="A/0",
    title=N_("投诉答复函"),
    copies=(),
    retention=N_("5 年"),
    fields=(
        "number", "salutation", "received_at", "subject", "reply_text", "outcome", "ways",
        "office", "replied_at",
    ),
    required=("number", "salutation", "received_at", "reply_text", "office", "replied_at"),
    long_fields=("reply_text", "outcome", "ways"),
    blanks={
        "number": _GAP, "salutation": _GAP, "received_at": _DAY, "subject": _GAP,
        "office": _GAP, "replied_at": _DAY,
    },
)  # fmt: skip

DESIGN = Design(
    form=FORM,
    procedure="",
    head_left="",
    head_right="编号：{{ number }}",
    is_letter=True,
    body=(
        row(paragraph("{{ salutation }}："), height=27),
        row(
            paragraph(
                "　　您于{{ received_at | 年月日 }}向我院反映的{{ subject }}，"
                "我院已调查核实，现答复如下："
            ),
            height=45,
        ),
        row(lead("一、调查情况"), height=27),
        row(contents("reply_text"), height=60),
        row(lead("二、处理结果"), height=27),
        row(contents("outcome"), height=27),
        row(contents("ways"), height=27),
        row(paragraph("　　感谢您对我院工作的监督和支持。"), height=27),
        row(paragraph("联系科室：{{ office }}\n联系电话：________________________"), height=48),
        row(
            signoff("{{ hospital }}　{{ office }}（盖章）\n{{ replied_at | 年月日 }}"), height=90
        ),
    ),
)  # fmt: skip
