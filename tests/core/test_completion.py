"""What is offered while a person types: the template's words and the unit's own."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perfdesk.core.cells import UnknownCell
from perfdesk.core.completion import Completion, matching
from perfdesk.core.form import Form, Indicator, Signature
from perfdesk.core.measure import Measure
from perfdesk.core.remembered import LEVEL3, NOTE, UNIT, Memory
from tests.support.forms import template
from tests.support.strategies import indicators, short_text

TEMPLATE = template()


def nothing(_typed: str, _text: str) -> bool:
    return False


def indicator(level3: str, target: str = "", level2: str = "数量指标", note: str = "") -> Indicator:
    return Indicator("产出指标", level2, level3, Measure.of(target), note=note)


EARLIER = (
    Form(
        "t",
        unit="某局",
        supervisor="某委",
        signature=Signature(preparer="王"),
        indicators=(
            indicator("培训人数", "≥100(人)"),
            indicator("满意度", "≥90%", "服务对象满意度指标", "问卷太少"),
        ),
    ),
    Form(
        "t",
        unit="某局二",
        indicators=(
            indicator("培训场次", "=10场", note="疫情"),
            indicator("合格率", "≥95%", "质量指标", "疫情"),
        ),
    ),
    Form("t", indicators=(indicator("培训人数", "≥200(人)"),)),
)
FORM = Form(
    "t",
    indicators=(
        indicator(""),
        indicator("合格率", "≥95(%)", "质量指标"),
        Indicator("效益指标", "特色指标", "长效机制", Measure.of("健全")),
    ),
)
COMPLETION = Completion(FORM, TEMPLATE, Memory(EARLIER))


def offers(address: str, typed: str = "") -> list[str]:
    return COMPLETION.offers(address, typed, nothing)


def test_memory_ranks_by_use_then_by_the_latest() -> None:
    memory = Memory(EARLIER)
    assert memory.texts(LEVEL3) == ["培训人数", "培训场次", "合格率", "满意度"]
    assert memory.texts(LEVEL3, "服务对象满意度指标")[0] == "满意度"
    assert memory.texts(NOTE) == ["疫情", "问卷太少"]
    assert memory.texts(UNIT) == ["(人)", "%", "场"]
    assert memory.texts("nothing") == []


ROWS = st.lists(indicators(), max_size=4).map(tuple)


@given(st.lists(st.builds(Form, st.just("t"), unit=short_text, indicators=ROWS), max_size=3))
def test_memory_holds_no_blank_and_nothing_twice(known: list[Form]) -> None:
    memory = Memory(known)
    for kind in (LEVEL3, NOTE, UNIT, "unit"):
        texts = memory.texts(kind, "数量指标")
        assert len(set(texts)) == len(texts)
        assert all(text.strip() for text in texts)


def test_level_1_is_the_templates_then_the_forms() -> None:
    assert offers("indicators[0].level1") == [
        *("成本指标", "产出指标", "效益指标", "满意度指标"),
    ]


def test_level_2_begins_with_those_of_the_chosen_level_1() -> None:
    found = offers("indicators[2].level2")
    assert found[:4] == ["经济效益指标", "社会效益指标", "生态效益指标", "可持续影响指标"]
    assert "数量指标" in found
    assert found[-1] == "特色指标"  # the form's own
    assert offers("indicators[0].level2", "特色") == ["特色指标"]


def test_level_3_leaves_out_what_the_form_has_on_another_row() -> None:
    assert offers("indicators[0].level3") == ["培训人数", "培训场次", "满意度"]
    assert "合格率" in offers("indicators[1].level3")


@pytest.mark.parametrize(
    ("address", "typed", "expected"),
    [
        ("indicators[1].target", "", ["≥95%", "≥200(人)", "=10场", "≥100(人)", "≥90%"]),
        ("indicators[1].target", "≥9", ["≥9%", "≥9(人)", "≥9场"]),
        ("indicators[1].target", "≥90%", []),
        ("indicators[1].actual", "", ["95(%)"]),
        ("indicators[1].actual", "9", ["9(%)", "95(%)"]),
        ("indicators[1].actual", "达", None),
        ("indicators[2].actual", "部", ["部分达成指标并具有一定效果"]),
        ("indicators[2].actual", "达成指标", None),
        ("indicators[1].note", "", ["疫情", "问卷太少"]),
        ("indicators[1].weight", "1", []),
        ("indicators[9].note", "", []),
        ("supervisor", "", ["某委"]),
        ("unit", "某局", ["某局二"]),
        ("signature.preparer", "", ["王"]),
        ("signature.date", "", []),
        ("goal_actual", "", []),
    ],
)
def test_what_is_offered_for_a_cell(address: str, typed: str, expected: list[str] | None) -> None:
    found = offers(address, typed)
    if expected is None:
        assert found[-1] == "未达成指标且效果较差"
        assert typed not in found
    else:
        assert found == expected


def test_a_word_is_offered_first_where_the_target_is_qualitative() -> None:
    assert offers("indicators[2].actual")[0] == "达成指标"


def test_an_address_that_is_none_is_refused() -> None:
    with pytest.raises(UnknownCell):
        offers("nowhere")


def test_beginnings_come_before_inner_parts_and_these_before_pinyin() -> None:
    asked: list[str] = []

    def pinyin(typed: str, text: str) -> bool:
        asked.append(typed)
        return text.startswith("培")

    texts = ["培训PX", "xPx", "别的", "px完", "PX"]
    assert matching(texts, "px", pinyin, 9) == ["px完", "PX", "培训PX", "xPx"]
    assert matching(["培训", "别的"], "px", pinyin, 9) == ["培训"]
    assert matching(texts, "ｐｘ", pinyin, 2) == ["px完", "PX"]
    assert set(asked) == {"px"}


def test_nothing_known_offers_the_template_alone() -> None:
    lonely = Completion(replace(FORM, indicators=(Indicator(),)), TEMPLATE, Memory(()))
    assert lonely.offers("indicators[0].level3", "", nothing) == []
    assert lonely.offers("indicators[0].level2", "", nothing)
