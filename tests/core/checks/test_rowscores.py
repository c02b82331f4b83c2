"""Rules 25–31 and 40: scores beside targets and results."""

from dataclasses import replace
from decimal import Decimal

import pytest

from perfdesk.core.checks import check_form
from perfdesk.core.finding import Finding, Severity
from perfdesk.core.form import Form
from perfdesk.core.ruleset import RuleSet
from perfdesk.core.template import Template
from tests.core.checks.telling import only
from tests.support.forms import found, template
from tests.support.sound import BENEFIT, COST, COUNT, LASTING, TIME, row_with, sound_form

SCORING = ("25", "26", "27", "29", "30", "31", "40")


def scored(form: Form) -> list[str]:
    """The scoring rules that speak."""
    return [one.rule for one in check_form(form, template(form.template)) if one.rule in SCORING]


def cured(form: Form, finding: Finding, label: str) -> None:
    """The remedy says `label`, and the finding is gone afterwards."""
    assert finding.remedy is not None
    assert finding.remedy.label == label
    assert not found(finding.remedy.edit.apply(form), finding.rule)


# 25, 26: forward targets


def test_a_missed_target_with_its_full_score() -> None:
    form = row_with(COUNT, score="20")
    finding = only(form, "25")
    assert (finding.where, finding.severity) == ("indicators[1].score", Severity.WARNING)
    assert finding.message == (
        "第 2 行实际完成值（培训人数） 95(人) 没有达到年度指标值 ≥100(人)，却得满分 20，"
        "按规则应为 19.00（95 ÷ 100 × 20），请核对。"
    )
    assert finding.cells[1:] == tuple(
        f"indicators[1].{key}" for key in ("target", "actual", "weight")
    )
    assert scored(form) == ["25"]
    cured(form, finding, "改为 19.00")


@pytest.mark.parametrize(
    ("target", "actual"),
    [
        ("=100.00(%)", "95.00(%)"),
        ("100%", "95%"),
        ("≥100", "95"),
        ("不少于100人", "95人"),
        ("≥1,000.0万元", "950.0 万元"),
        ("＞１００（人）", "９５（人）"),
        ("≥2.75(万人)", "26125(人)"),
        (">=100%", "95.00（百分比）"),
        ("95%以上", "90%"),
    ],
)
def test_a_missed_target_however_written(target: str, actual: str) -> None:
    assert scored(row_with(COUNT, target=target, actual=actual, score="20")) == ["25"]


@pytest.mark.parametrize(
    ("target", "actual", "told"),
    [
        *(("约100人", "95人", []), ("=100(人左右)", "90(人)", []), ("100人左右", "89人", ["25"])),
        *(("≥100(人左右)", "95(人)", ["25"]), ("100人", "95人", ["25"]), ("约100人", "130人", [])),
        ("约0.8万人", "7600人", []),
    ],
)
def test_what_about_leaves_open(target: str, actual: str, told: list[str]) -> None:
    assert scored(row_with(COUNT, target=target, actual=actual, score="20")) == told


@pytest.mark.parametrize(
    ("target", "actual"),
    [
        ("≥100(人)", "100(人)"),
        ("≥100(人)", "120(人)"),
        ("≥100(人)", "99.999(人)"),  # the share rounds to the weight
        ("≥100(人)", "95(次)"),
        ("及时", "95%"),
        ("=100(%)", "0.95"),
        ("≥0(%)", "0(%)"),
        ("-5%", "-8%"),
    ],
)
def test_a_full_score_that_may_be(target: str, actual: str) -> None:
    assert scored(row_with(COUNT, target=target, actual=actual, score="20")) == []


@pytest.mark.parametrize("name", ["投诉次数", "平均等待时间", "项目支出"])
def test_where_less_may_be_better_nothing_is_called_missed(name: str) -> None:
    row = {"level3": name, "target": "=5(次)", "actual": "3(次)"}
    assert scored(row_with(COUNT, score="20", **row)) == []
    assert scored(row_with(COUNT, score="7", **row)) == []
    row["target"] = "≥5(次)"
    assert scored(row_with(COUNT, score="20", **row)) == ["25"]


def test_a_rate_of_settled_complaints_is_better_the_higher() -> None:
    row = {"level3": "投诉处理率", "target": "=100%", "actual": "90%"}
    assert scored(row_with(COUNT, score="20", **row)) == ["25"]


@pytest.mark.parametrize("score", ["19", "18.98", "19.02", "19.0", "１９"])
def test_a_proportional_score(score: str) -> None:
    assert scored(row_with(COUNT, score=score)) == []


@pytest.mark.parametrize("score", ["18.97", "19.03", "18", "0", "19.5"])
def test_a_score_out_of_proportion(score: str) -> None:
    form = row_with(COUNT, score=score)
    finding = only(form, "26")
    assert (finding.where, finding.severity) == ("indicators[1].score", Severity.WARNING)
    assert finding.message == (
        f"第 2 行得分（培训人数） {score} 与按完成比例计算的 19.00 不一致"
        "（95 ÷ 100 × 20），请核对。"
    )
    assert scored(form) == ["26"]
    cured(form, finding, "改为 19.00")


@pytest.mark.parametrize(
    ("score", "told"), [("1.6", False), ("1.7", False), ("1.66", False), ("1.8", True), ("2", True)]
)
def test_a_share_may_be_rounded_or_cut_where_it_is_typed_with_a_decimal(
    score: str, told: bool
) -> None:
    form = row_with(COUNT, target="≥60(人)", actual="20(人)", weight="5", score=score)
    assert bool(found(form, "26")) is told


def test_a_typed_suggestion_is_never_out_of_proportion() -> None:
    assert scored(row_with(COUNT, score="")) == []


def test_what_was_not_done_earns_nothing() -> None:
    form = row_with(COUNT, actual="0(人)", score="5")
    assert "的 0.00 不一致（没有完成，不得分）" in only(form, "26").message
    assert scored(row_with(COUNT, actual="0(人)", score="0")) == []
    assert scored(row_with(COUNT, actual="-3(人)", score="0")) == []


@pytest.mark.parametrize("score", ["21", "-1"])
def test_of_impossible_scores_rules_3_and_4_speak(score: str) -> None:
    assert scored(row_with(COUNT, score=score)) == []


# 27: limits


def test_an_exceeded_limit_with_its_full_score() -> None:
    form = row_with(COST, actual="9.90(万元)")
    finding = only(form, "27")
    assert (finding.where, finding.severity) == ("indicators[0].score", Severity.WARNING)
    assert finding.message == (
        "第 1 行实际完成值（培训费用） 9.90(万元) 超过年度指标值 ≤9.00(万元)，却得满分 10，"
        "按规则应为 9.00（(90000 × 2 − 99000) ÷ 90000 × 10），请核对。"
    )
    assert scored(form) == ["27"]
    cured(form, finding, "改为 9.00")


def test_what_an_exceeded_limit_earns_is_the_units_decision_with_a_reason() -> None:
    assert scored(row_with(COST, actual="9.90(万元)", score="8", note="油价上涨。")) == []
    assert scored(row_with(COST, actual="9.90(万元)", score="8")) == ["40"]


def test_the_formula_is_the_templates() -> None:
    form = replace(row_with(COST, actual="9.90(万元)"), template="hubei-2020")
    assert "按规则应为 9.09（90000 ÷ 99000 × 10）" in only(form, "27").message


# 29, 30: words


@pytest.mark.parametrize(
    ("word", "score", "band"),
    [
        ("达成指标", "11.9", "80%—100% 之间（12—15 分）"),
        ("部分达成指标并具有一定效果", "12", "60%—80% 之间（9—12 分）"),
        ("部分达成", "8.9", "60%—80% 之间（9—12 分）"),
        ("未达成指标且效果较差", "9", "0%—60% 之间（0—9 分）"),
    ],
)
def test_a_score_outside_the_band_of_its_word(word: str, score: str, band: str) -> None:
    form = row_with(BENEFIT, actual=word, score=score, note="原因：略有差距。将加强督促。")
    finding = only(form, "29")
    assert (finding.where, finding.severity) == ("indicators[4].score", Severity.WARNING)
    assert finding.message == (
        f"第 5 行得分（职工技能水平） {score} 与“{word}”不符，应在分值的 {band}，请核对。"
    )
    assert scored(form) == ["29"]
    assert finding.remedy is not None
    assert not found(finding.remedy.edit.apply(form), "29")


@pytest.mark.parametrize(
    ("word", "score"),
    [("达成指标", "12"), ("部分达成", "9"), ("部分达成", "11.99"), ("未达成", "0"), ("较好", "3")],
)
def test_a_score_in_its_band(word: str, score: str) -> None:
    assert scored(row_with(BENEFIT, actual=word, score=score, note="原因：差距小。将加强。")) == []


def test_the_bands_are_the_templates() -> None:
    form = row_with(BENEFIT, actual="部分达成", score="8", note="原因：差距小。将加强。")
    assert scored(form) == ["29"]
    assert scored(replace(form, template="hubei-2020")) == []


@pytest.mark.parametrize("word", ["部分达成指标并具有一定效果", "未达成年度指标"])
def test_a_full_score_for_a_part(word: str) -> None:
    form = row_with(BENEFIT, actual=word)
    finding = only(form, "30")
    assert (finding.where, finding.severity) == ("indicators[4].score", Severity.WARNING)
    high = "80" if word.startswith("部分") else "60"
    assert finding.message == (
        f"第 5 行实际完成值（职工技能水平）为“{word}”，却得满分 15，应低于分值的 {high}%，请核对。"
    )
    assert scored(form) == ["30"]
    cured(form, finding, "改为 11.99" if high == "80" else "改为 8.99")


@pytest.mark.parametrize(
    "word",
    [
        *("没有完成", "未能达标", "未开展", "正在推进", "延期"),
        *("未完成", " 未达标。", "未达到", "不及时", "未及时", "部分完成", "部分达标", "不合格"),
        *("不达标", "未实现"),
    ],
)
def test_a_full_score_for_a_word_of_failure(word: str) -> None:
    form = row_with(BENEFIT, actual=word, score="15")
    finding = only(form, "30")
    assert (finding.where, finding.severity) == ("indicators[4].score", Severity.WARNING)
    assert finding.message == (
        f"第 5 行实际完成值（职工技能水平）为“{word}”，却得满分 15，请核对。"
    )
    assert finding.remedy is None
    assert not found(row_with(BENEFIT, actual=word, score="14", note="原因：略迟。"), "30")


@pytest.mark.parametrize(
    ("target", "actual", "told"),
    [
        ("提升", "下降", True),
        ("有所提高", "降低", True),
        ("增长", " 减少 ", True),
        ("提升", "提升", False),
        ("降低", "下降", False),
        ("提高效率，降低成本", "降低", False),
        ("提升", "投诉下降", False),
        ("完成", "未完成率为0", False),
    ],
)
def test_a_full_score_for_the_contrary_of_what_was_asked(
    target: str, actual: str, told: bool
) -> None:
    form = row_with(BENEFIT, target=target, actual=actual, score="15")
    assert bool(found(form, "30")) is told


@pytest.mark.parametrize("word", ["基本达成", "基本完成。", "基本达到预期目标"])
def test_a_full_score_for_what_was_nearly_reached(word: str) -> None:
    finding = only(row_with(BENEFIT, actual=word), "30-nearly")
    assert (finding.where, finding.severity) == ("indicators[4].actual", Severity.HINT)
    assert finding.message == f"第 5 行实际完成值为“{word}”，得满分，请确认是否全部达成。"
    assert not found(row_with(BENEFIT, actual=word, score="14", note="尚有差距"), "30-nearly")


def test_what_was_nearly_reached_is_told_once_a_form() -> None:
    rows = {f"indicators_{row}__actual": "基本达成" for row in (BENEFIT, LASTING)}
    finding = only(sound_form(**rows), "30-nearly")
    assert finding.message.startswith("第 5、6 行实际完成值为“基本达成”，")
    assert finding.cells == ("indicators[4].actual", "indicators[5].actual")


@pytest.mark.parametrize("word", ["达成指标", "基本稳定", "基本达成率98%"])
def test_a_full_score_for_another_word(word: str) -> None:
    assert not found(row_with(BENEFIT, actual=word), "30-nearly")


# 31: none


@pytest.mark.parametrize("score", ["10", "4"])
def test_a_broken_target_of_none(score: str) -> None:
    form = row_with(
        TIME,
        level3="投诉",
        target="=0.00(起)",
        actual="2.00(起)",
        score=score,
        note="原因：排队久。",
    )
    finding = only(form, "31")
    assert (finding.where, finding.severity) == ("indicators[3].score", Severity.HINT)
    assert finding.message == (
        f"第 4 行年度指标值（投诉）为 =0.00(起)，实际完成值为 2.00(起)，一般不得分，"
        f"现得 {score} 分，请核对。"
    )
    assert scored(form) == ["31"]
    cured(form, finding, "改为 0.00")


def test_a_limit_of_none_is_rule_27_where_the_score_is_full() -> None:
    row = {"target": "≤0(起)", "actual": "2(起)", "note": "原因：排队久。"}
    assert scored(row_with(TIME, **row)) == ["27"]
    assert scored(row_with(TIME, score="4", **row)) == ["31"]
    assert scored(row_with(TIME, score="0", **row)) == []


# 40 and 28: reasons


@pytest.mark.parametrize("note", ["", " ", "—", "/", "--", "——", "无"])
def test_points_taken_off_without_a_reason(note: str) -> None:
    form = row_with(TIME, score="9.99", note=note)
    finding = only(form, "40")
    assert (finding.where, finding.severity) == ("indicators[3].note", Severity.ERROR)
    assert finding.message == (
        "第 4 行得分（开班及时率） 9.99 低于分值 10，没有写原因，请填写“偏差原因分析及改进措施”。"
    )
    assert finding.cells[1:] == ("indicators[3].score", "indicators[3].weight")
    assert scored(form) == ["40"]
    cured(form, finding, "改为 10.00")


def test_a_suggested_reduction_needs_a_reason_too() -> None:
    finding = only(row_with(COUNT, score="", note=""), "40")
    assert finding.message.startswith("第 2 行得分（培训人数） 19.00 低于分值 20，")
    assert finding.remedy is None


@pytest.mark.parametrize("texts", [{"score": "10"}, {"score": "9", "note": "排队"}, {"weight": ""}])
def test_no_reason_is_asked_for(texts: dict[str, str]) -> None:
    assert not found(row_with(TIME, **texts), "40")


def without_rule_40() -> Template:
    checks = dict(template().checks.settings)
    checks["40"] = replace(checks["40"], severity=None)
    return replace(template(), checks=RuleSet(checks))


def test_rule_28_speaks_where_rule_40_is_switched_off() -> None:
    form = row_with(TIME, score="9")
    assert not found(form, "28")
    (finding,) = check_form(form, without_rule_40())[1:]
    assert (finding.rule, finding.where) == ("28", "indicators[3].score")
    assert finding.message == (
        "第 4 行得分（开班及时率） 9 低于分值 10，但目标已达到，也没有说明扣分原因，请核对。"
    )
    assert [one.rule for one in check_form(form, without_rule_40())] == ["2", "28"]
    missed = row_with(COUNT, note="")
    assert check_form(missed, without_rule_40()) == ()
    explained = row_with(TIME, score="9", note="两个班次因教室维修推迟，今后提前安排教室。")
    assert [one.rule for one in check_form(explained, without_rule_40())] == ["2"]


def test_where_reasons_stand_below_the_table_the_form_asks_once() -> None:
    form = replace(row_with(TIME, score="9"), template="hubei-2020")
    finding = only(form, "40-text")
    assert (finding.where, finding.severity) == ("extra.偏差大或目标未完成原因分析", Severity.ERROR)
    assert finding.message == (
        "第 2、4 行得分低于分值，没有写原因，请填写“偏差大或目标未完成原因分析”。"
    )
    assert finding.cells[1:] == ("indicators[1].score", "indicators[3].score")
    assert not found(form, "40")
    written = replace(form, extra=(("偏差大或目标未完成原因分析", "两班次推迟"),))
    assert not found(written, "40-text")
    assert not found(row_with(TIME, score="9"), "40-text")


# over-fulfilment that costs points


def province() -> Template:
    rules = replace(template().rules, over_limit=Decimal(130), over_deduction=Decimal(2))
    return replace(template(), rules=rules)


@pytest.mark.parametrize(
    ("actual", "score", "told"),
    [
        ("130(人)", "20", True),
        ("129(人)", "20", False),
        ("130(人)", "18.02", False),
        ("130(人)", "21", False),
        ("90", "18", False),
    ],
)
def test_over_fulfilment_that_costs_points(actual: str, score: str, told: bool) -> None:
    form = row_with(COUNT, actual=actual, score=score)
    spoken = [one for one in check_form(form, province()) if one.rule == "over-points"]
    assert bool(spoken) is told
    assert not found(form, "over-points")
    if told:
        assert spoken[0].message == (
            "第 2 行得分（培训人数） 20 没有按超额完成扣分，应为 18.00"
            "（达到目标的 130% 以上：20 − 2），请核对。"
        )
        assert spoken[0].remedy is not None
        assert spoken[0].remedy.label == "改为 18.00"


def test_the_sound_form_is_scored_soundly() -> None:
    assert scored(sound_form()) == []


# limits


@pytest.mark.parametrize(("score", "told"), [("0.50", False), ("0.30", True)])
def test_a_share_of_a_target_below_1(score: str, told: bool) -> None:
    form = row_with(COUNT, target="≥0.5(公里)", actual="0.25(公里)", weight="1", score=score)
    assert bool(found(form, "26")) is told


@pytest.mark.parametrize(("score", "told"), [("11.99", False), ("11.98", True), ("12", False)])
def test_a_score_at_the_lower_end_of_its_band(score: str, told: bool) -> None:
    form = row_with(BENEFIT, actual="达成指标", score=score, note="原因：差距小。将加强。")
    assert bool(found(form, "29")) is told


def test_half_a_point_for_a_broken_target_of_none() -> None:
    form = row_with(TIME, target="=0(起)", actual="2(起)", score="0.5", note="原因：排队久。")
    assert only(form, "31").cells[1:] == tuple(
        f"indicators[3].{key}" for key in ("target", "actual", "weight")
    )


def test_a_score_of_0_asks_for_its_reason_below_the_table() -> None:
    form = replace(row_with(TIME, score="0"), template="hubei-2020")
    assert "indicators[3].score" in only(form, "40-text").cells
    assert not found(replace(row_with(TIME, score="-1"), template="hubei-2020"), "40-text")[1:]


def test_rule_28_names_the_row() -> None:
    form = row_with(TIME, score="9")
    (finding,) = (one for one in check_form(form, without_rule_40()) if one.rule == "28")
    assert finding.cells[1:] == tuple(
        f"indicators[3].{key}" for key in ("target", "actual", "weight", "note")
    )
    assert finding.remedy is not None
    assert finding.remedy.label == "改为 10.00"


def test_cells_beside_a_score() -> None:
    three = tuple(f"indicators[{COUNT}].{key}" for key in ("target", "actual", "weight"))
    assert only(row_with(COUNT, score="18"), "26").cells[1:] == three
    two = tuple(f"indicators[{BENEFIT}].{key}" for key in ("actual", "weight"))
    note = "原因：差距小。将加强。"
    assert only(row_with(BENEFIT, actual="部分达成", score="8", note=note), "29").cells[1:] == two
    assert only(row_with(BENEFIT, actual="部分达成"), "30").cells[1:] == two
    form = row_with(COUNT, actual="130(人)", score="20")
    (finding,) = (one for one in check_form(form, province()) if one.rule == "over-points")
    assert finding.cells == (f"indicators[{COUNT}].score", *three)
