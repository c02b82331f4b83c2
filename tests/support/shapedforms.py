"""A record of a form that no corpus is needed for, drawn onto sheets by `tests.support.shapes`."""

from pathlib import Path

from perfdesk.core.form import AMOUNT_KEYS, SOURCE_KEYS
from tests.support.corpus import Record
from tests.support.shapes.canvas import Canvas, Page
from tests.support.shapes.drawing import draw
from tests.support.shapes.files import write_xlsx
from tests.support.shapes.shape import Shape

_AMOUNTS = dict.fromkeys(AMOUNT_KEYS, "100.00")
_ROWS = (
    ("产出指标", "数量指标", "培训人数", "≥10(人)", "12(人)", "30.00"),
    ("产出指标", "质量指标", "培训合格率", "=100.00(%)", "100.00(%)", "30.00"),
    ("效益指标", "社会效益指标", "就业率", "≥90.00(%)", "92.00(%)", "30.00"),
)


def shaped_record(name: str = "职工培训", unit: str = "万元") -> Record:
    """What a paper of the district template of 2024 shows."""
    keys = ("level1", "level2", "level3", "target", "actual", "weight")
    rows = [dict(zip(keys, row, strict=True)) | {"score": row[5], "note": ""} for row in _ROWS]
    funding = _AMOUNTS | {"weight": "10.00", "rate": "100.00", "score": "10.00"}
    return {
        "template": "shanghai-district-2024",
        "title": "财政项目支出绩效自评表",
        "year": "2024",
        "amount_unit": unit,
        "project_name": name,
        "supervisor": "区总工会",
        "unit": "区总工会本级",
        "columns": {
            "has_绩效指标_column": True,
            "weight": "分数",
            "rate": "执行率(%)",
            "note": "偏差原因分析及改进措施",
        },
        "funding": {source: dict(funding) for source in SOURCE_KEYS},
        "goal_expected": "培训职工。",
        "goal_actual": "已培训职工。",
        "indicators": rows,
        "total_weight": "100.00",
        "total_score": "100.00",
        "grade": "优",
    }


def shaped_canvas(record: Record, shape: Shape) -> Canvas:
    """The form drawn on a canvas of its own."""
    canvas = Canvas()
    draw(record, shape, canvas)
    return canvas


def write_canvas(canvas: Canvas, path: Path) -> None:
    """A workbook whose one sheet the canvas is."""
    write_xlsx(path, [Page("Sheet", canvas)])
