"""A sound form: nothing in it that an audit rule should speak of, down to the hints."""

from typing import Any

from perfdesk.core.form import Form
from perfdesk.files.formfile import SCHEMA, form_from_json
from tests.support.forms import address_of, typed

_ROWS = [
    ("成本指标", "经济成本指标", "培训费用", "≤9.00(万元)", "8.90(万元)", "10", "10", ""),
    (
        "产出指标", "数量指标", "培训人数", "≥100(人)", "95(人)", "20", "19.00",
        "偏差原因：5 名学员因病退学。改进措施：今后提前补招学员。",
    ),
    ("产出指标", "质量指标", "结业合格率", "≥95.00(%)", "98.00(%)", "10", "10", ""),
    ("产出指标", "时效指标", "开班及时率", "≥90.00(%)", "96.00(%)", "10", "10", ""),
    ("效益指标", "社会效益指标", "职工技能水平", "提升", "达成指标", "15", "15", ""),
    ("效益指标", "可持续影响指标", "培训制度健全性", "健全", "达成指标", "15", "15", ""),
    ("满意度指标", "服务对象满意度指标", "参训职工满意度", "≥90.00(%)", "95.00(%)", "10", "10", ""),
]  # fmt: skip
_KEYS = ("level1", "level2", "level3", "target", "actual", "weight", "score", "note")
_AMOUNTS = {"initial": "10.00", "adjusted": "10.00", "executed": "9.60"}

SOUND: dict[str, Any] = {
    "schema": SCHEMA,
    "template": "shanghai-district-2024",
    "year": 2024,
    "project_name": "职工技能培训",
    "supervisor": "区总工会",
    "unit": "区总工会本级",
    "funding": {"total": dict(_AMOUNTS), "fiscal": dict(_AMOUNTS)},
    "goal_expected": "举办职工技能培训班，培训100人以上，结业合格率不低于95%，提高职工技能水平。",
    "goal_actual": "举办技能培训班4期，95人参加，合格率98%，学员普遍反映内容实用。",
    "indicators": [dict(zip(_KEYS, row, strict=True)) for row in _ROWS],
    "printed": {
        "rate": "96.00",
        "funding_score": "9.60",
        "total_weight": "100.00",
        "total_score": "98.60",
        "grade": "优",
    },
}
#: The rows by what they are.
COST, COUNT, QUALITY, TIME, BENEFIT, LASTING, SATISFACTION = range(len(_ROWS))


def sound_form(**texts: str) -> Form:
    """The sound form with texts typed into cells such as `indicators_0__score`."""
    return typed(form_from_json(SOUND), {address_of(key): text for key, text in texts.items()})


def row_with(row: int, **texts: str) -> Form:
    """The sound form with texts typed into cells of one row."""
    return sound_form(**{f"indicators_{row}__{key}": text for key, text in texts.items()})
