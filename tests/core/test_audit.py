"""The audit report as blocks: what it says of one form and of many."""

from dataclasses import replace

from perfdesk.core.audit import Audit, Heading, Table, Words
from perfdesk.core.checks import Case, UnitCase, check_together
from perfdesk.core.form import Form
from perfdesk.core.measure import Measure
from perfdesk.core.silence import SetAside
from tests.support.forms import clean_form, template
from tests.support.sound import SATISFACTION, sound_form


def audit(*forms: Form, date: str = "", rules: str = "") -> Audit:
    cases = [Case.of(form, template(form.template)) for form in forms]
    return Audit(cases, check_together(UnitCase(cases, {})), date, rules)


def tables(made: Audit) -> list[Table]:
    return [block for block in made.blocks() if isinstance(block, Table)]


WRONG = clean_form(indicators_0__score="60", project_name="慰问")


def test_the_head() -> None:
    assert audit(clean_form()).facts.split("\u3000\u3000") == [
        "单位：区总工会本级",
        "年度：2024",
        "审核规则：内置规则",
    ]
    made = audit(
        *(clean_form(unit=f"单位{n}", year=f"202{n}") for n in range(1, 5)),
        date="2025年3月5日",
        rules="本市规则",
    )
    assert made.facts.split("\u3000\u3000") == [
        "单位：单位1、单位2、单位3等 4 个单位",
        "年度：2021、2022、2023、2024",
        "自评表：4 张",
        "审核规则：本市规则",
        "审核日期：2025年3月5日",
    ]
    assert made.closing.startswith("审核人：")


def test_one_form_without_findings() -> None:
    heading, facts, result = audit(sound_form()).blocks()
    assert heading == Heading("职工技能培训", form=True)
    assert isinstance(facts, Words)
    assert facts.text.split("\u3000\u3000") == [
        "实施单位：区总工会本级",
        "主管部门：区总工会",
        "年度：2024",
        "全年预算数：10 万元",
        "全年执行数：9.6 万元",
        "执行率：96.00%",
        "总分：98.60",
        "等级：优",
    ]
    assert result == Words("审核结果：没有问题。")


def test_an_empty_form_leaves_out_what_it_has_not() -> None:
    blocks = list(audit(Form("shanghai-district-2024")).blocks())
    assert blocks[0] == Heading("未命名", form=True)
    assert isinstance(blocks[1], Words)
    assert "执行率" not in blocks[1].text


def test_errors_stand_with_their_sentences_and_places() -> None:
    (table,) = tables(audit(WRONG))
    assert [column.head for column in table.columns] == ["级别", "位置", "审核意见"]
    assert ("必须改", "第 1 行得分", "第 1 行得分（培训人数） 60 超过分值 50。") in table.rows


def test_many_findings_of_one_rule_keep_their_sentences_and_hints_fold() -> None:
    row = sound_form().indicators[SATISFACTION]
    rows = tuple(replace(row, level3=f"满意度{n}") for n in range(4))
    form = replace(
        sound_form(),
        indicators=tuple(replace(each, actual=Measure.of("100%")) for each in rows),
    )
    form = replace(form, indicators=(*form.indicators, *(replace(row, level3="") for _ in "123")))
    (table,) = tables(audit(form))
    missing = [row for row in table.rows if "没有填写三级指标" in row[2]]
    assert len(missing) == 3
    assert ("提示", "共 4 处", "满意度为 100%：第 1、2、3、4 行。") in table.rows


def test_what_was_set_aside_stands_last_with_its_reason() -> None:
    finding = audit(WRONG).found[0][0]
    made = audit(SetAside(finding, "另有批复").apply(WRONG))
    (table,) = tables(made)
    assert table.rows[-1] == (
        "已忽略",
        "第 1 行得分",
        "第 1 行得分（培训人数） 60 超过分值 50。忽略原因：另有批复",
    )


def test_many_forms_begin_with_two_tables() -> None:
    made = audit(sound_form(), WRONG, sound_form(year="2023"))
    blocks = list(made.blocks())
    assert isinstance(blocks[0], Words)
    assert blocks[0].text.startswith("审核结果：3 张表：")
    forms, rules, own = tables(made)
    assert forms.name == "各表"
    assert [row[:2] for row in forms.rows] == [
        ("1", "职工技能培训"),
        ("2", "慰问"),
        ("3", "职工技能培训"),
    ]
    assert forms.rows[0][2:5] == ("96.00", "98.60", "优")
    assert set(forms.rows[0][5:]) == {""}
    assert forms.rows[1][5] == "1"
    assert ("必须改", "得分超过分值", "1", "1", "2") in rules.rows
    headings = [block.text for block in blocks if isinstance(block, Heading)]
    assert headings == ["一、各表审核结果", "二、各规则审核结果", "三、各表审核意见", "2. 慰问"]
    assert own.name == "慰问"


def test_the_unit_has_a_column_where_there_are_several() -> None:
    one, other = clean_form(), clean_form(unit="另一单位")
    assert "实施单位" not in [column.head for column in tables(audit(one, one))[0].columns]
    table = tables(audit(one, other))[0]
    assert [column.head for column in table.columns][:3] == ["序号", "项目名称", "实施单位"]
    assert [row[2] for row in table.rows] == ["区总工会本级", "另一单位"]


def test_sound_forms_have_no_table_by_rule() -> None:
    made = audit(sound_form(), sound_form(unit="另一单位"))
    assert [table.name for table in tables(made)] == ["各表"]


def test_a_rule_on_very_many_forms_names_the_first_ones() -> None:
    made = audit(*(clean_form(project_name=f"{n}", execution_weight="x") for n in range(14)))
    rules = tables(made)[1]
    line = next(row for row in rules.rows if row[1] == "数字无法识别")
    assert line[3] == "14"
    assert line[4].endswith("、12等 14 张")
