"""Invented forms, the same at every run, in the sizes of 43 published ones."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Any

from perfdesk.files.formfile import SCHEMA, form_from_json

if TYPE_CHECKING:
    from collections.abc import Sequence

    from perfdesk.core.form import Form

#: (indicator rows, characters of the expected goal, of the actual one) of each published form.
_SIZES = (
    *((8, 256, 43), (9, 89, 32), (20, 403, 303), (39, 982, 103), (47, 813, 383), (5, 42, 37)),
    *((8, 99, 19), (7, 39, 39), (7, 219, 219), (6, 55, 55), (19, 299, 349), (9, 37, 85)),
    *((7, 966, 71), (12, 706, 80), (6, 87, 49), (20, 170, 168), (8, 102, 101), (8, 76, 78)),
    *((6, 79, 67), (6, 51, 34), (7, 76, 76), (11, 114, 87), (6, 66, 66), (22, 142, 69)),
    *((7, 30, 30), (4, 221, 221), (8, 19, 19), (8, 22, 22), (5, 104, 98), (6, 102, 102)),
    *((7, 21, 19), (10, 130, 128), (18, 121, 119), (15, 210, 209), (7, 180, 180), (8, 19, 19)),
    *((8, 128, 132), (10, 52, 52), (10, 19, 19), (7, 92, 77), (8, 19, 19), (7, 35, 19)),
    (9, 22, 19),
)
_LEVELS = (
    ("产出指标", "数量指标"),
    ("产出指标", "质量指标"),
    ("产出指标", "时效指标"),
    ("成本指标", "经济成本指标"),
    ("效益指标", "社会效益指标"),
    ("效益指标", "可持续影响指标"),
    ("满意度指标", "服务对象满意度指标"),
)
_WHAT = (
    *("职业技能培训", "就业援助服务", "档案数字化加工", "老旧小区加装电梯", "公共文化场馆开放"),
    *("河道保洁养护", "困难群众救助", "社区食堂补贴", "校舍维修改造", "疫苗冷链配送", "信访接待"),
    *("退役军人慰问", "农村公路管护", "垃圾分类宣传", "信息系统运行维护", "人才公寓租金补贴"),
    *(
        "食品安全抽检",
        "劳动争议调解",
        "居家养老护理",
        "苗木更新补植",
        "灾害预警发布",
        "统计抽样调查",
    ),
)
_ASPECTS = (
    *(
        "完成率",
        "覆盖率",
        "参加人次",
        "发放准确率",
        "办结及时性",
        "验收合格率",
        "长效管理机制健全性",
    ),
    *("受益对象满意度", "标准执行情况", "成本节约情况", "知晓度提升情况", "项目完成及时性"),
)
_TARGETS = (
    "=100.00(%)",
    "≥95.00(%)",
    "≥1200.00(人次)",
    "≤83.00(万元)",
    "及时",
    "12月底",
    "健全",
    "提升",
)
_ACTUALS = ("100.00(%)", "97.35(%)", "1318.00(人次)", "79.60(万元)", *("达成指标",) * 4)
_CLAUSES = (
    *(
        "按照区委、区政府的决策部署",
        "根据工作职责和重点任务",
        "结合本年度预算安排",
        "在确保资金安全的前提下",
    ),
    *("进一步扩大受益范围", "不断完善监督检查与考核办法", "委托具备专业资质的第三方机构实施"),
    *("按季度通报进展并落实整改", "切实提高财政资金使用效益", "为企业和居民提供便捷、规范的服务"),
    *(
        "覆盖12个街镇、186个居村",
        "全年开展巡查不少于24次",
        "培训学员3,600余人次",
        "合格率达到98.5%以上",
    ),
    *(
        "缩短办理时限至5个工作日",
        "形成可复制、可推广的经验",
        "妥善处理群众来电来访",
        "做到应补尽补",
    ),
)
_REASONS = (
    "偏差原因：年度指标值设置欠合理。改进措施：完善指标设置。",
    "参加人数超出预期",
    "招标节约资金",
)


def invented_forms(count: int, sizes: Sequence[tuple[int, int, int]] = _SIZES) -> list[Form]:
    """`count` forms, all different, in these sizes in turn."""
    random = Random(2024)
    return [form_from_json(_record(random, n, *sizes[n % len(sizes)])) for n in range(count)]


def _record(random: Random, number: int, rows: int, expected: int, actual: int) -> dict[str, Any]:
    budget = random.randint(500, 900_000)
    spent = budget * random.randint(8000, 10_000) // 10_000
    return {
        "schema": SCHEMA,
        "template": "shanghai-district-2024",
        "year": 2024,
        "project_name": f"{random.choice(_WHAT)}及{random.choice(_WHAT)}专项经费（{number + 1}）",
        "supervisor": "示例区公共事务管理局（汇总）",
        "unit": f"示例区公共事务管理局第{number % 9 + 1}中心",
        "funding": {
            "total": _amounts(budget, spent),
            "fiscal": _amounts(budget, spent),
            "carryover": _amounts(0, 0),
            "other": _amounts(0, 0),
        },
        "execution_weight": "10.00",
        "goal_expected": _prose(random, expected),
        "goal_actual": _prose(random, actual),
        "indicators": _rows(random, rows),
    }


def _amounts(budget: int, spent: int) -> dict[str, str]:
    amounts = {"initial": budget, "adjusted": budget, "executed": spent}
    return {key: f"{value // 100}.{value % 100:02}" for key, value in amounts.items()}


def _prose(random: Random, length: int) -> str:
    """Sentences, `length` characters in all."""
    text = random.choice(_WHAT)
    while len(text) < length:
        text += random.choice("，，，；。") + random.choice(_CLAUSES) + random.choice(_WHAT)
    return text[: length - 1] + "。"


def _rows(random: Random, count: int) -> list[dict[str, str]]:
    levels = [_LEVELS[n * len(_LEVELS) // count] for n in range(count)]
    points = [9000 // count] * count
    points[0] += 9000 - sum(points)
    return [_row(random, level, point) for level, point in zip(levels, points, strict=True)]


def _row(random: Random, level: tuple[str, str], points: int) -> dict[str, str]:
    kind = random.randrange(len(_TARGETS))
    weight = f"{points // 100}.{points % 100:02}"
    return {
        "level1": level[0],
        "level2": level[1],
        "level3": random.choice(_WHAT)[: random.randint(2, 8)] + random.choice(_ASPECTS),
        "target": _TARGETS[kind],
        "actual": _ACTUALS[kind],
        "weight": weight,
        "score": weight,
        "note": random.choice(_REASONS) if random.random() < 0.05 else "",
    }
