"""Forms recognised on sheets drawn as text."""

from perfdesk.core.form import Form
from perfdesk.exchange.evidence import known_templates
from perfdesk.exchange.reading import BookReading, SheetSlot
from perfdesk.exchange.recognise import recognise_sheet
from tests.support.textart import sheet_of

HEAD = "一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 备注"


def read(art: str, **settings: object) -> BookReading:
    """What a sheet drawn as text holds."""
    return recognise_sheet(sheet_of(art, **settings), known_templates())  # type: ignore[arg-type]


def only(art: str, **settings: object) -> SheetSlot:
    """Its only form with the account of its reading."""
    (slot,) = read(art, **settings).slots
    return slot


def form_in(art: str, **settings: object) -> Form:
    """Its only form."""
    form = only(art, **settings).form
    assert form is not None
    return form


def rows(form: Form) -> list[tuple[str, ...]]:
    """Levels, weight and score of every indicator."""
    return [
        (item.level1, item.level2, item.level3, item.weight.text, item.score.text)
        for item in form.indicators
    ]


def under_head(*lines: str, head: str = HEAD) -> Form:
    """The form whose indicator table has these rows."""
    return form_in("\n".join(["项目名称 | 甲项目", head, *lines]))
