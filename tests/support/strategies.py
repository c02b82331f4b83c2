"""Hypothesis strategies: forms and texts of every shape, also such as nobody should type."""

from dataclasses import replace

from hypothesis import strategies as st

from perfdesk.core.form import Amounts, Form, Funding, Indicator, Signature
from perfdesk.core.measure import Measure
from perfdesk.core.number import Number
from perfdesk.files.templates import library

TEMPLATES = (
    "national-2020",
    "shanghai-2022",
    "shanghai-municipal-2023",
    "shanghai-district-2023",
    "shanghai-district-2024",
    "shanghai-2024-national",
)
LEVELS = {
    "产出指标": ("数量指标", "质量指标", "时效指标", "成本指标"),
    "效益指标": ("社会效益指标", "可持续影响指标", ""),
    "满意度指标": ("服务对象满意度指标",),
    "": ("", "经济成本指标"),
}
#: What accountants write, and what stands in texts pasted from elsewhere.
PHRASES = (
    "完成企业自行开展职工职业培训并申报，由总工会进行审核；",
    "按季度发放（补贴）",
    "《上海市2024年专项资金管理办法》",
    "≥100.00%",
    "1,234,567.89元",
    "COVID-19 vaccination",
    "https://www.example.gov.cn/a/very/long/path/index.html?id=123456",
    "——",
    "……",
    "\n",
    "\r\n",
    "\t",
    "　　",
    " ",
    "，",
    "（",
    "𠮷䶮龘镕",
    "\x07",
    "\u200b",
    "□☑",
)

prose = st.lists(st.sampled_from(PHRASES), max_size=30).map("".join)
long_prose = st.builds(lambda text, times: text * times, prose, st.integers(1, 12))
short_text = st.one_of(
    st.just(""), st.text(st.characters(exclude_categories=["Cs"]), max_size=12), prose
)
amounts = st.one_of(
    st.just(""),
    st.decimals(0, 10**9, places=2).map(str),
    st.sampled_from(["0", "1.2.3", "十二", "2,863.00", "１２３"]),
).map(Number.of)
points = st.one_of(
    st.just(""), st.integers(0, 100).map(str), st.sampled_from(["0.50", "五", "7.5"])
).map(Number.of)
targets = st.one_of(
    st.sampled_from(["=100.00(%)", "≥90", "及时", "12月31日", "≤50000.00(元)", ""]), short_text
).map(Measure.of)
levels = st.sampled_from([(one, two) for one, others in LEVELS.items() for two in others])


@st.composite
def indicators(draw: st.DrawFn) -> Indicator:
    """One row; its levels recur, so that rows form groups."""
    level1, level2 = draw(levels)
    return Indicator(
        level1=level1,
        level2=level2,
        level3=draw(short_text),
        target=draw(targets),
        actual=draw(targets),
        weight=draw(points),
        score=draw(points),
        note=draw(st.one_of(st.just(""), prose)),
    )


_rows = st.builds(Amounts, amounts, amounts, amounts)
_plain_forms = st.builds(
    Form,
    template=st.sampled_from(TEMPLATES),
    project_name=prose,
    year=st.one_of(st.none(), st.integers(2018, 2030)),
    supervisor=short_text,
    unit=short_text,
    funding=st.builds(Funding, _rows, _rows, _rows, _rows),
    execution_weight=points,
    goal_expected=long_prose,
    goal_actual=long_prose,
    signature=st.builds(Signature, short_text, short_text, short_text, short_text, short_text),
)


@st.composite
def forms(draw: st.DrawFn, most: int = 40) -> Form:
    """A form of any built-in template with up to `most` indicators, some repeated to fill pages."""
    rows = draw(st.lists(indicators(), max_size=8))
    times = draw(st.integers(1, max(1, most // max(1, len(rows)))))
    ordered = sorted(rows * times, key=lambda row: (row.level1, row.level2))
    return replace(draw(_plain_forms), indicators=tuple(ordered))


def template_of(form: Form) -> str:
    """The name of a form's template, to show with a failure."""
    return library().get(form.template).name
