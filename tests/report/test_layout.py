"""The geometry of laid-out forms: laws for published forms and for such as nobody fills in."""

from dataclasses import replace
from itertools import cycle, islice

import pytest
from hypothesis import HealthCheck, given, settings

from perfdesk.core.form import Amounts, Form, Funding, Indicator, Signature
from perfdesk.core.measure import Measure
from perfdesk.core.number import Number
from perfdesk.files.templates import library
from perfdesk.report.grid import CONTINUED, RowKind
from perfdesk.report.layout import Options, lay_out, numbered
from perfdesk.report.page import Sheet
from tests.report import laws
from tests.support.corpus import form_of, name_of, records
from tests.support.forms import clean_form
from tests.support.strategies import LEVELS, PHRASES, TEMPLATES, forms

PROSE = (
    "企业自行开展职工职业培训并申报，由总工会审核后按季度发放补贴；对市、区两级（未享受补贴）的工作室"
    "发放2.5万元/家；依据《专项资金管理办法》，全年不少于1,234.50小时，满意率≥90%。"
)
HARD = "张𠮷生䶮龘\x07\x1b\u200b\ufeff\u2028行尾\u00a0\t制表\x85完"


def lawful(form: Form, signature: bool | None = None) -> Sheet:
    """The form laid out, after all laws were checked on it."""
    template = library().get(form.template)
    sheet = lay_out(form, template, options=Options(signature=signature))
    laws.check(sheet, template)
    return sheet


def prose(length: int) -> str:
    """So many characters of running text in paragraphs."""
    text = PROSE * 7 + "\n"
    return (text * (length // len(text) + 1))[:length]


def with_rows(count: int, **texts: str) -> Form:
    """A form with `count` indicators in the usual groups."""
    groups = [(one, two) for one, others in LEVELS.items() if one for two in others if two]
    order = sorted(islice(cycle(range(len(groups))), count))
    rows = tuple(
        Indicator(
            *groups[group],
            level3=f"第{n}项工作按计划完成情况" + "与质量" * (n % 4),
            target=Measure.of(f"≥{n}.00(人次)"),
            actual=Measure.of("达成指标"),
            weight=Number.of("2"),
            score=Number.of("1.5"),
            note=PROSE[: 7 * (n % 5)],
        )
        for n, group in enumerate(order)
    )
    return replace(clean_form(**texts), indicators=rows)


def with_note(length: int, place: int, rows: int = 9) -> Form:
    """A form in which one indicator has a note of `length` characters."""
    form = with_rows(rows)
    changed = list(form.indicators)
    changed[place] = replace(changed[place], note=prose(length))
    return replace(form, indicators=tuple(changed))


@pytest.mark.parametrize("template_id", TEMPLATES)
@pytest.mark.parametrize("count", [0, 1, 2, 5, 30, 47, 500])
def test_any_number_of_indicators(template_id: str, count: int) -> None:
    sheet = lawful(replace(with_rows(count), template=template_id))
    assert sheet.grid.kinds.count(RowKind.INDICATOR) == count


@pytest.mark.parametrize("template_id", TEMPLATES)
def test_an_empty_form(template_id: str) -> None:
    assert len(lawful(Form(template=template_id)).pages) == 1


@pytest.mark.parametrize("template_id", TEMPLATES)
def test_goals_of_any_length(template_id: str) -> None:
    for length in (*range(0, 3000, 170), 20_000):
        form = clean_form(goal_expected=prose(length), goal_actual=prose(length // 3))
        lawful(replace(form, template=template_id))


@pytest.mark.parametrize("place", [0, 4, -3, -1])
def test_notes_of_any_length(place: int) -> None:
    for length in range(0, 4000, 130):
        lawful(with_note(length, place), signature=True)


def test_a_note_of_three_pages_flows_on() -> None:
    sheet = lawful(with_note(2400, 3))
    noted = [
        box
        for page in sheet.pages
        for box in page.boxes
        if box.cell.address == "indicators[3].note" and box.lines
    ]
    assert len(noted) >= 3
    assert min(len(box.lines) for box in noted) >= 3


@pytest.mark.parametrize("key", ["project_name", "supervisor", "unit"])
def test_names_of_any_length(key: str) -> None:
    for length in (20, 60, 200, 900, 1800, 20_000):
        lawful(clean_form(**{key: prose(length)}))


@pytest.mark.parametrize("key", ["level1", "level2", "level3", "target", "actual", "note"])
def test_indicator_texts_of_any_length(key: str) -> None:
    for length in (8, 30, 60, 90, 150, 400, 5000):
        texts = {f"indicators_{row}__{key}": prose(length) for row in range(2)}
        lawful(clean_form(**texts), signature=True)
        lawful(with_rows(40, **texts), signature=True)


def test_a_group_with_a_very_long_name_over_many_rows() -> None:
    form = with_rows(30)
    rows = tuple(replace(row, level1=prose(600), level2=prose(300)) for row in form.indicators)
    sheet = lawful(replace(form, indicators=rows))
    assert len(sheet.pages) > 2


@pytest.mark.parametrize("key", ["level1", "level3", "note", "target", "score"])
def test_hard_characters_everywhere(key: str) -> None:
    form = with_rows(3)
    lawful(clean_form(**{f"indicators_0__{key}": HARD}))
    lawful(replace(form, project_name=HARD, unit=HARD * 9, goal_actual=HARD * 50))


def test_unreadable_amounts_of_any_length() -> None:
    for length in (5, 30, 400):
        lawful(clean_form(funding__total__initial="十二" * length))


@pytest.mark.parametrize("length", [3, 40, 200])
def test_long_signatures_stay_on_the_page(length: int) -> None:
    for count in range(8, 30):
        form = replace(with_rows(count), signature=Signature(prose(length), phone=prose(length)))
        lawful(form, signature=True)


def test_signatures_of_two_lines_end_above_the_margin() -> None:
    signed = Signature(date="年\n月", phone="一\n二")
    row = Indicator("产出指标", "数量指标", target=Measure.of("=100.00(%)"))
    for count in range(4, 16):
        for length in range(700, 1300, 50):
            rows = (row,) * count
            goal = prose(length)
            form = Form("national-2020", goal_expected=goal, indicators=rows, signature=signed)
            lawful(form, signature=True)


def test_two_rows_of_nearly_half_a_page_leave_no_totals_alone() -> None:
    """Each stands whole, both fill a page just so, and the totals would follow on a new one."""
    actual = Measure.of(PHRASES[0] * 5 + PHRASES[1] * 10)
    short = Indicator("产出指标", "数量指标", target=Measure.of("=100.00(%)"))
    long = Indicator("产出指标", "质量指标", target=short.target, actual=actual)
    budget = Funding(other=Amounts(adjusted=Number.of("1000000.00")))
    rows = (short, short, long, long)
    form = Form("shanghai-district-2023", funding=budget, indicators=rows)
    for signature in (False, True):
        lawful(form, signature=signature)


def test_the_signature_is_printed_as_asked() -> None:
    form = clean_form()
    assert lawful(form).signature == ()
    signed = lawful(replace(form, signature=Signature(preparer="张三")), signature=True)
    texts = [text.line.text for text in signed.pages[-1].texts]
    assert "填报人：张三" in texts
    assert lawful(replace(form, template="national-2020")).signature
    assert not lawful(replace(form, template="national-2020"), signature=False).signature


def test_every_height_of_the_table_keeps_its_tail() -> None:
    """Row by row down the page: totals and signature never stand alone."""
    for count in range(12, 60):
        for signature in (False, True):
            lawful(with_rows(count), signature=signature)


def test_labels_split_by_a_page_go_on_with_their_mark() -> None:
    sheet = lawful(with_rows(47))
    first, second = sheet.pages[0], sheet.pages[1]
    marked = ["".join(line.text for line in box.lines) for box in second.boxes]
    assert "产出指标" in ["".join(line.text for line in box.lines) for box in first.boxes]
    assert "产出指标" + CONTINUED in marked


def test_a_page_that_continues_repeats_the_head_of_the_indicators() -> None:
    for page in lawful(with_rows(100)).pages[1:]:
        heads = [box.cell.text for box in page.boxes]
        assert {"一级指标", "三级指标", "得分"} <= set(heads)


def test_goals_that_continue_repeat_their_head() -> None:
    sheet = lawful(clean_form(goal_expected=prose(6000)))
    pages = [
        page
        for page in sheet.pages[1:]
        if any(b.cell.address == "goal_expected" for b in page.boxes)
    ]
    assert pages
    for page in pages:
        spine = next(box for box in page.boxes if box.cell.text == "年度总体目标")
        assert "".join(line.text for line in spine.lines) == "年度总体目标（续）"
        assert "预期目标" in [box.cell.text for box in page.boxes]


def test_a_form_that_just_misses_one_page_gets_smaller_type() -> None:
    sizes: dict[tuple[int, float], int] = {}
    for count in range(10, 60):
        sheet = lawful(with_rows(count))
        sizes.setdefault((len(sheet.pages), sheet.size), count)
    assert (1, 9.0) in sizes
    assert any(pages == 1 and size < 9.0 for pages, size in sizes)
    assert min(size for _, size in sizes) >= 8.0


def test_page_numbers_run_through_a_booklet() -> None:
    template = library().get("shanghai-district-2024")
    sheets = numbered(lay_out(with_rows(count), template) for count in (47, 3, 100))
    feet = [page.texts[-1].line.text for sheet in sheets for page in sheet.pages]
    assert feet == [f"- {number} -" for number in range(1, len(feet) + 1)]


def test_names_in_running_heads_are_cut_to_one_line() -> None:
    sheet = lawful(with_rows(60, project_name=prose(20_000)))
    head = sheet.pages[-1].texts[0].line.text
    assert head.endswith("（续表）")
    assert "\n" not in head


@pytest.mark.parametrize("signature", [False, True])
def test_the_published_forms(signature: bool) -> None:
    for document, ordinal, record in records():
        try:
            lawful(form_of(record), signature)
        except AssertionError as broken:
            raise AssertionError(name_of(document, ordinal)) from broken


@given(form=forms())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_form(form: Form) -> None:
    lawful(form)
    lawful(form, signature=True)
