"""A small clean form, and changes to it cell by cell."""

from dataclasses import fields, replace
from typing import Any

from perfdesk.core.cells import text_at, with_text
from perfdesk.core.checks import check_form
from perfdesk.core.finding import Finding
from perfdesk.core.form import Form, Indicator, Printed
from perfdesk.core.measure import Measure
from perfdesk.core.number import Number
from perfdesk.core.template import Rules, Template
from perfdesk.files.formfile import SCHEMA, form_from_json
from perfdesk.files.templates import library

#: Places that no one types: figures, the table and the form as a whole, what a source printed.
_SHOWN = {
    *("form", "indicators", "grade", "total_score", "total_weight"),
    *("funding.total.rate", "funding.total.score"),
    *(f"printed.{item.name}" for item in fields(Printed)),
}

CLEAN: dict[str, Any] = {
    "schema": SCHEMA,
    "template": "shanghai-district-2024",
    "year": 2024,
    "project_name": "职工培训",
    "supervisor": "区总工会",
    "unit": "区总工会本级",
    "funding": {
        "total": {"initial": "12.00", "adjusted": "10.00", "executed": "9.00"},
        "fiscal": {"initial": "8.00", "adjusted": "7.00", "executed": "6.00"},
        "other": {"initial": "4.00", "adjusted": "3.00", "executed": "3.00"},
    },
    "indicators": [
        {
            "level1": "产出指标",
            "level2": "数量指标",
            "level3": "培训人数",
            "target": "≥100(人)",
            "actual": "80(人)",
            "weight": "50",
            "score": "40",
            "note": "偏差原因：秋季班并入下年。改进措施：年初排定全年班次。",
        },
        {
            "level1": "满意度指标",
            "level2": "服务对象满意度指标",
            "level3": "满意度",
            "target": "≥90(%)",
            "actual": "95(%)",
            "weight": "40",
            "score": "40",
        },
    ],
    "printed": {"rate": "90.00", "funding_score": "9.00"},
}


def clean_form(**texts: str) -> Form:
    """The clean form with texts typed into cells such as `indicators_0__score`."""
    return typed(form_from_json(CLEAN), {address_of(key): text for key, text in texts.items()})


def printed_as(form: Form, **figures: str) -> Form:
    """`form` with these figures, and no others, printed by its source."""
    return replace(form, printed=Printed(**figures))


def address_of(keyword: str) -> str:
    """`funding__total__executed` → `funding.total.executed`, `indicators_0__score` → …"""
    address = keyword.replace("__", ".")
    group, _, rest = address.partition("_")
    row, _, key = rest.partition(".")
    return f"{group}[{row}].{key}" if group == "indicators" else address


def typed(form: Form, texts: dict[str, str]) -> Form:
    """`form` with a text typed into each of the cells."""
    for address, text in texts.items():
        form = with_text(form, address, text)
    return form


def template(template_id: str = "shanghai-district-2024") -> Template:
    """A built-in template."""
    return library().get(template_id)


def rules(template_id: str = "shanghai-district-2024") -> Rules:
    """A built-in template's rules."""
    return template(template_id).rules


def row(target: str, actual: str, weight: str = "10", score: str = "") -> Indicator:
    """An indicator with only what is scored."""
    return Indicator(
        level3="指标",
        target=Measure.of(target),
        actual=Measure.of(actual),
        weight=Number.of(weight),
        score=Number.of(score),
    )


def found(form: Form, rule: str) -> list[Finding]:
    """The findings of one rule on the form; whatever they name is there."""
    findings = [
        finding for finding in check_form(form, template(form.template)) if finding.rule == rule
    ]
    for finding in findings:
        assert finding.cells[0] == finding.where
        for cell in finding.cells:
            assert cell in _SHOWN or text_at(form, cell) is not None
    return findings
