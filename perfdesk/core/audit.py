"""The audit report (审核报告) as plain blocks: what it says, before any paper or workbook.

It goes back to the unit with a returned form: figures, what has to be mended, what was set aside.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from perfdesk.core.cells import name_of
from perfdesk.core.digest import GROUP_NAMES, SILENCED_NAME, digest, unit_digest
from perfdesk.core.finding import Severity
from perfdesk.core.form import UNNAMED
from perfdesk.core.formats import TWO_PLACES
from perfdesk.core.number import trimmed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from perfdesk.core.checks import Case
    from perfdesk.core.digest import DigestLine, UnitDigest
    from perfdesk.core.finding import Finding
    from perfdesk.core.form import Form

TITLE = "财政项目支出绩效自评审核报告"
_MOST_NAMED = 3
_MOST_FORMS = 12
_GAP = "\u3000"
#: Between the facts of one paragraph: where lines are broken, they are broken there.
PARTING = _GAP * 2


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading above what follows; `form` marks those of a form's own part."""

    text: str
    form: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph."""

    text: str


@dataclass(frozen=True, slots=True)
class Column:
    """A table's column: `width` in shares of the whole, `align` center or left.

    `figure` says that its texts are whole numbers: counts, to add up in a workbook.
    """

    head: str
    width: int
    align: str = "center"
    figure: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its head; every row has a text for every column."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]


Block = Heading | Words | Table

_NUMBER, _NAME, _UNIT = (
    Column("序号", 11, figure=True),
    Column("项目名称", 36, "left"),
    Column("实施单位", 26, "left"),
)
#: Together with the names 170, the millimetres of a page: no head and no 100.00 is broken.
_FIGURES = (
    Column("执行率(%)", 20),
    Column("总分", 15),
    Column("等级", 11),
    *(
        Column(name, 14 if len(name) > 2 else 11, figure=True)
        for name in (*GROUP_NAMES.values(), SILENCED_NAME)
    ),
)
_RULES = (
    Column("级别", 9),
    Column("审核规则", 38, "left"),
    Column("处数", 7, figure=True),
    Column("表数", 7, figure=True),
    Column("涉及的表（序号）", 38, "left"),
)
_FINDINGS = (
    Column("级别", 9),
    Column("位置", 23, "left"),
    Column("审核意见", 68, "left"),
)


@dataclass(frozen=True, slots=True)
class Audit:
    """Forms with their findings. `date` and `rules`, the rule set's name, are ready texts."""

    cases: Sequence[Case]
    found: Sequence[Sequence[Finding]]
    date: str = ""
    rules: str = ""

    @property
    def facts(self) -> str:
        """单位、年度、张数、日期和审核规则 on one line."""
        forms = [case.form for case in self.cases]
        years = sorted({form.year for form in forms if form.year is not None})
        parts = [
            ("单位", _some(_units(forms), "个单位")),
            ("年度", "、".join(map(str, years))),
            ("自评表", f"{len(forms)} 张" if len(forms) > 1 else ""),
            ("审核规则", self.rules or "内置规则"),
            ("审核日期", self.date),
        ]
        return PARTING.join(f"{name}：{text}" for name, text in parts if text)

    @property
    def closing(self) -> str:
        """The line for who signs it."""
        return (
            "审核人：" + _GAP * 10 + "日期：" + _GAP * 4 + "年" + _GAP * 2 + "月" + _GAP * 2 + "日"
        )

    def blocks(self) -> Iterator[Block]:
        """Everything below title and facts: of several forms the two tables first."""
        if len(self.cases) > 1:
            yield from self._unit()
        numbers = range(1, len(self.cases) + 1)
        for number, case, found in zip(numbers, self.cases, self.found, strict=True):
            if len(self.cases) == 1 or found:
                yield from _form(case, found, number if len(self.cases) > 1 else 0)

    def _unit(self) -> Iterator[Block]:
        made = unit_digest(self.found, [case.template.checks for case in self.cases])
        yield Words(f"审核结果：{made.told}")
        yield Heading("一、各表审核结果")
        several = len(_units(case.form for case in self.cases)) > 1
        names = (_NAME, _UNIT) if several else (_NAME,)
        yield Table("各表", (_NUMBER, *names, *_FIGURES), tuple(self._form_lines(made, several)))
        if made.rules:
            yield Heading("二、各规则审核结果")
            yield Table("各规则", _RULES, tuple(_rule_lines(made)))
            yield Heading("三、各表审核意见")

    def _form_lines(self, made: UnitDigest, several: bool) -> Iterator[tuple[str, ...]]:
        """A line a form, with its unit where the forms are of `several`."""
        for number, (case, line) in enumerate(zip(self.cases, made.forms, strict=True), 1):
            counts = [*line.counts.values(), line.silenced]
            yield (
                str(number),
                _shown(case.form),
                *((case.form.unit.strip(),) if several else ()),
                _two(case.scores.rate),
                _two(case.scores.total_score),
                case.scores.grade or "",
                *(str(count) if count else "" for count in counts),
            )


def _rule_lines(made: UnitDigest) -> Iterator[tuple[str, ...]]:
    for line in made.rules:
        numbers = [str(form + 1) for form in line.forms]
        more = f"等 {len(numbers)} 张" if len(numbers) > _MOST_FORMS else ""
        yield (
            GROUP_NAMES[line.severity],
            line.title,
            str(line.findings),
            str(len(numbers)),
            "、".join(numbers[:_MOST_FORMS]) + more,
        )


def _form(case: Case, found: Sequence[Finding], number: int) -> Iterator[Block]:
    form, scores = case.form, case.scores
    yield Heading(f"{number}. {_shown(form)}" if number else _shown(form), form=True)
    unit, total = case.template.money_unit.value, scores.funding["total"]
    facts = [
        ("实施单位", form.unit.strip()),
        ("主管部门", form.supervisor.strip()),
        ("年度", str(form.year) if form.year is not None else ""),
        ("全年预算数", _money(total.adjusted, unit)),
        ("全年执行数", _money(total.executed, unit)),
        ("执行率", f"{_two(scores.rate)}%" if scores.rate is not None else ""),
        ("总分", _two(scores.total_score)),
        ("等级", scores.grade or ""),
    ]
    yield Words(PARTING.join(f"{name}：{text}" for name, text in facts if text))
    yield Words(f"审核结果：{digest(found, case.template.checks).told}。")
    if found:
        yield Table(_shown(form), _FINDINGS, tuple(_finding_lines(case, found)))


def _finding_lines(case: Case, found: Sequence[Finding]) -> Iterator[tuple[str, ...]]:
    """Errors and warnings each with its sentence, hints as the digest folds them."""
    made = digest(found, case.template.checks)
    for severity in (Severity.ERROR, Severity.WARNING):
        for line in made.group(severity).lines:
            for one in line.findings:
                yield GROUP_NAMES[severity], _place(one), one.message
    for line in made.group(Severity.HINT).lines:
        yield GROUP_NAMES[Severity.HINT], _where(line), line.text
    for line in made.group(None).lines:
        yield SILENCED_NAME, _where(line), f"{line.text}忽略原因：{line.reason}"


def _where(line: DigestLine) -> str:
    return f"共 {len(line.findings)} 处" if line.folded else _place(line.findings[0])


def _place(finding: Finding) -> str:
    return name_of(finding.where)


def _units(forms: Iterable[Form]) -> list[str]:
    return list(dict.fromkeys(form.unit.strip() for form in forms if form.unit.strip()))


def _some(names: Sequence[str], counted: str) -> str:
    shown = "、".join(names[:_MOST_NAMED])
    return f"{shown}等 {len(names)} {counted}" if len(names) > _MOST_NAMED else shown


def _shown(form: Form) -> str:
    return form.project_name.strip() or UNNAMED


def _two(value: Decimal | None) -> str:
    return "" if value is None else TWO_PLACES.text(value)


def _money(value: Decimal | None, unit: str) -> str:
    return "" if value is None else f"{Decimal(trimmed(value)):,f} {unit}"
