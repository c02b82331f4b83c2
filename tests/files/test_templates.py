"""Template files: the built-in ones load, a mistake names file and key, one's own wins."""

import re
from dataclasses import fields
from decimal import Decimal
from pathlib import Path

import pytest

from perfdesk.core.finding import Severity
from perfdesk.core.rounding import Rounding
from perfdesk.core.template import (
    Band,
    Cap,
    FundingRow,
    GridColumn,
    Level,
    Paper,
    Rules,
    SignatureSpec,
    Template,
)
from perfdesk.files.errors import Refused
from perfdesk.files.locate import forms_folder
from perfdesk.files.templateblocks import FORMAT_KEYS
from perfdesk.files.templates import TemplateLibrary, library
from perfdesk.files.tomltable import TemplateError
from tests.support.tools import ROOT

BUILT_IN = (
    "hubei-2020",
    "national-2020",
    "shanghai-2022",
    "shanghai-2024-national",
    "shanghai-district-2023",
    "shanghai-district-2024",
    "shanghai-municipal-2023",
)
WHOLE = 'extends = "shanghai-district-2024"\nid = "mine"\nname = "我的"\n'
PART = 'extends = "_eight-columns"\nid = "mine"\nname = "我的"\n'
ROW = '[[more_blocks]]\nkind = "fields"\n'


def own(folder: Path, text: str, name: str = "mine") -> TemplateLibrary:
    """The built-in templates and one file in a person's own folder."""
    (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    return TemplateLibrary((forms_folder(), folder))


def mistake(folder: Path, text: str) -> TemplateError:
    """The error that the file gives; it names the file and the key."""
    templates = own(folder, text)
    with pytest.raises(TemplateError) as caught:
        templates.get("mine")
    assert caught.value.file == folder / "mine.toml"
    assert str(caught.value).startswith(f"{folder / 'mine.toml'}：“{caught.value.key}”")
    return caught.value


def test_every_built_in_template_loads() -> None:
    assert library().ids() == BUILT_IN
    assert tuple(template.id for template in library().all()) == BUILT_IN


def test_a_read_template_is_kept() -> None:
    assert library().get("national-2020") is library().get("national-2020")


def test_no_such_template_names_those_that_exist() -> None:
    with pytest.raises(Refused, match="没有模板“nowhere”，现有：hubei-2020、national-2020"):
        library().get("nowhere")


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("", "columns"),
        ('extends = "_common"\n', "columns"),
        ('extends = "_eight-columns"\n', "id"),
        ('extends = "_eight-columns"\nid = "mine"\n', "name"),
        (
            'extends = "_eight-columns"\nid = "mine"\nname = "我的"\nauthority = "省"\n',
            "default_year",
        ),
        (WHOLE + "blocks = []\n", "blocks"),
        (WHOLE + ROW + "[[more_blocks.cells]]\nlabel = '甲'\n", "blocks[7].cells[0].span"),
        (WHOLE + '[[rules.bands]]\nwords = ["好"]\nlow = "10"\n', "rules.bands[0].high"),
    ],
)
def test_a_missing_key(tmp_path: Path, text: str, key: str) -> None:
    assert mistake(tmp_path, text).key == key


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("title = 3\n", "title"),
        ('default_year = "2024"\n', "default_year"),
        ("default_year = true\n", "default_year"),
        ('notes = "一条"\n', "notes"),
        ("notes = [1]\n", "notes"),
        ("labels = 3\n", "labels"),
        ("[labels]\nweight = 1\n", "labels.weight"),
        ('[page]\nleft = "18"\n', "page.left"),
        ("[page]\nleft = true\n", "page.left"),
        ("[rules]\nexecution_weight = 10\n", "rules.execution_weight"),
        ('[signature]\nshown = "yes"\n', "signature.shown"),
        ('[signature]\nlines = ["填报人"]\n', "signature.lines"),
        ('[signature]\nlines = [["填报人"]]\n', "signature.lines[0][0]"),
        ('blocks = "无"\n', "blocks"),
        ("columns = [1]\n", "columns"),
    ],
)
def test_a_wrong_type(tmp_path: Path, text: str, key: str) -> None:
    assert mistake(tmp_path, WHOLE + text).key == key


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ('titel = "自评表"\n', "titel"),
        ("[page]\nwidht = 210\n", "page.widht"),
        ('[rules]\nrounding = "up"\n', "rules.rounding"),
        ('[formats]\nrates = "0.00"\n', "formats.rates"),
        ('[typesetting]\nword = ["绩效"]\n', "typesetting.word"),
        ("[signature]\nshow = true\n", "signature.show"),
        ('[[levels]]\nname = "产出指标"\nlevels = []\n', "levels[0].levels"),
        (ROW + 'colour = "red"\ncells = [{ span = "level1-note" }]\n', "blocks[7].colour"),
        (ROW + 'cells = [{ span = "level1-note", bold = true }]\n', "blocks[7].cells[0].bold"),
        ('[[rules.grades]]\nname = "优"\nleast = "90"\nmost = "100"\n', "rules.grades[0].most"),
    ],
)
def test_an_unknown_key(tmp_path: Path, text: str, key: str) -> None:
    error = mistake(tmp_path, WHOLE + text)
    assert error.key == key
    assert str(error).endswith("不认识这个键。")


@pytest.mark.parametrize(
    ("cells", "key"),
    [
        ('{ span = "level9" }', "cells[0].span"),
        ('{ span = "level1-level9" }', "cells[0].span"),
        ('{ span = "note-level1" }', "cells[0].span"),
        ('{ span = "level1" }', "cells"),
        ('{ span = "level2-note" }', "cells"),
        ('{ span = "level1-target" }, { span = "target-note" }', "cells"),
        ('{ span = "level1-target" }, { span = "weight-note" }', "cells"),
        ("", "cells"),
    ],
)
def test_a_row_that_does_not_fill_the_columns(tmp_path: Path, cells: str, key: str) -> None:
    assert mistake(tmp_path, f"{WHOLE}{ROW}cells = [{cells}]\n").key == f"blocks[7].{key}"


@pytest.mark.parametrize(
    ("cell", "key"),
    [
        ('label = "$nothing"', "label"),
        ('cell = "nothing"', "cell"),
        ('cell = "extra."', "cell"),
        ('cell = "signature.boss"', "cell"),
        ('cell = "indicators[0].note"', "cell"),
        ('cell = "unit", label = "单位"', "label"),
        ('cell = "unit", align = "middle"', "align"),
    ],
)
def test_a_cell_of_something_unknown(tmp_path: Path, cell: str, key: str) -> None:
    text = f'{WHOLE}{ROW}cells = [{{ span = "level1-note", {cell} }}]\n'
    assert mistake(tmp_path, text).key == f"blocks[7].cells[0].{key}"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("[page]\nleft = 60\nright = 60\n", "columns"),
        ("[page]\nwidth = 400\n", "columns"),
        ("[page]\nwidth = 700\n", "page.width"),
        ("[page]\nleft = nan\n", "page.left"),
        ("[page]\nheight = 130\ntop = 40\nbottom = 40\n", "page.height"),
        ("[page]\nleast_size = 12\n", "page.least_size"),
        (ROW + 'height = 240\ncells = [{ span = "level1-note" }]\n', "blocks[7].height"),
        ('columns = [{ id = "a", least = 100, wish = 90, most = 200 }]\n', "columns[0].wish"),
        ('columns = [{ id = "a-b", least = 80, wish = 90, most = 200 }]\n', "columns[0].id"),
        (
            (
                'columns = [{ id = "a", least = 80, wish = 90, most = 200 },'
                ' { id = "a", least = 80, wish = 90, most = 200 }]\n'
            ),
            "columns",
        ),
    ],
)
def test_sizes_that_cannot_be(tmp_path: Path, text: str, key: str) -> None:
    assert mistake(tmp_path, WHOLE + text).key == key


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ('[formats]\nrate = "0,0"\n', "formats.rate"),
        ('[formats]\nindicator_score = "#.##"\n', "formats.indicator_score"),
        ('money_unit = "角"\n', "money_unit"),
        ('schema = "perfdesk/template/2"\n', "schema"),
        ('year_line = "{yaer}年度"\n', "year_line"),
        ('year_line = "{year"\n', "year_line"),
        ('[rules]\nrate_rounding = "nearest"\n', "rules.rate_rounding"),
        ('[rules]\nreverse = "none"\n', "rules.reverse"),
        ('[rules]\ntotal = "一百"\n', "rules.total"),
        ('[rules]\ntotal = "-100"\n', "rules.total"),
        ('[rules]\nexecution_weight = "1e9"\n', "rules.execution_weight"),
        ('[[rules.bands]]\nwords = ["好"]\nlow = "80"\nhigh = "60"\n', "rules.bands[0].low"),
        ('[[rules.bands]]\nwords = ["好"]\nlow = "80"\nhigh = "120"\n', "rules.bands[0].low"),
        ('[[rules.caps]]\nrate_below = "少"\ntotal = "59"\n', "rules.caps[0].rate_below"),
        (
            '[signature]\nlines = [[{ label = "长", key = "head" }]]\n',
            "signature.lines[0][0].key",
        ),
        ('[[more_blocks]]\nkind = "table"\n', "blocks[7].kind"),
        (
            (
                '[[more_blocks]]\nkind = "indicators"\n'
                'columns = [{ key = "level3", label = "指标", span = "level1-note" }]\n'
            ),
            "blocks[7].kind",
        ),
        (
            (
                '[[blocks]]\nkind = "indicators"\npoints = "（{point}分）"\n'
                'columns = [{ key = "level3", label = "指标", span = "level1-note" }]\n'
            ),
            "blocks[0].points",
        ),
        (
            (
                '[[blocks]]\nkind = "indicators"\n'
                'columns = [{ key = "level4", label = "指标", span = "level1-note" }]\n'
            ),
            "blocks[0].columns[0].key",
        ),
        (
            (
                '[[blocks]]\nkind = "funding"\nspine = { span = "level1" }\n'
                'corner = { span = "level2" }\n'
                'columns = [{ key = "spent", label = "支出", span = "level3a-note" }]\n'
            ),
            "blocks[0].columns[0].key",
        ),
        (
            (
                '[[blocks]]\nkind = "funding"\nspine = { span = "level1" }\n'
                'corner = { span = "level2" }\n'
                'columns = [{ key = "rate", label = "执行率", span = "level3a-note" }]\n'
                'rows = [{ source = "loan", label = "贷款", weight = "", rate = "", score = "" }]\n'
            ),
            "blocks[0].rows[0].source",
        ),
    ],
)
def test_a_value_that_is_not_allowed(tmp_path: Path, text: str, key: str) -> None:
    assert mistake(tmp_path, WHOLE + text).key == key


def test_broken_toml(tmp_path: Path) -> None:
    assert mistake(tmp_path, "title = \n").key == "TOML"


def test_a_file_that_is_not_utf_8(tmp_path: Path) -> None:
    templates = own(tmp_path, "")
    (tmp_path / "mine.toml").write_bytes('name = "中文"\n'.encode("gb18030"))
    with pytest.raises(TemplateError, match=r"mine\.toml：“TOML”格式有误"):
        templates.get("mine")


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").mkdir()
    with pytest.raises(Refused, match="无法读取模板"):
        TemplateLibrary((forms_folder(), tmp_path)).get("mine")


def test_a_mark_in_front_of_the_file_is_passed_over(tmp_path: Path) -> None:
    assert own(tmp_path, "\ufeff" + WHOLE).get("mine").name == "我的"


@pytest.mark.parametrize("extends", ['"_nowhere"', "7", '["_common"]', '"mine"'])
def test_extends_what_is_not_there(tmp_path: Path, extends: str) -> None:
    assert mistake(tmp_path, f"extends = {extends}\n").key == "extends"


def test_extends_in_a_circle(tmp_path: Path) -> None:
    (tmp_path / "_one.toml").write_text('extends = "_two"\n', encoding="utf-8")
    (tmp_path / "_two.toml").write_text('extends = "_one"\n', encoding="utf-8")
    with pytest.raises(TemplateError, match=r"_(one|two)\.toml：“extends”.*不能循环"):
        own(tmp_path, 'extends = "_one"\n').get("mine")


def test_the_id_is_the_name_of_the_file(tmp_path: Path) -> None:
    error = mistake(tmp_path, WHOLE.replace('id = "mine"', 'id = "yours"'))
    assert error.key == "id"
    assert "mine" in str(error)


def test_a_template_of_ones_own_is_found(tmp_path: Path) -> None:
    templates = own(tmp_path, WHOLE + 'title = "自定自评表"\n')
    assert "mine" in templates.ids()
    mine, parent = templates.get("mine"), templates.get("shanghai-district-2024")
    assert (mine.title, parent.title) == ("自定自评表", "财政项目支出绩效自评表")
    assert mine.blocks == parent.blocks


def test_a_template_of_ones_own_wins_and_may_extend_the_one_it_replaces(tmp_path: Path) -> None:
    text = 'extends = "national-2020"\ntitle = "本单位自评表"\n'
    templates = own(tmp_path, text, "national-2020")
    assert templates.ids() == BUILT_IN
    assert templates.get("national-2020").title == "本单位自评表"
    assert templates.get("national-2020").signature.shown


def test_parts_are_no_templates(tmp_path: Path) -> None:
    templates = own(tmp_path, "title = 3\n", "_part")
    assert templates.ids() == BUILT_IN
    with pytest.raises(Refused):
        templates.get("_part")


def test_a_folder_of_ones_own_need_not_exist(tmp_path: Path) -> None:
    assert TemplateLibrary((forms_folder(), tmp_path / "none")).ids() == BUILT_IN


def test_a_folder_of_ones_own_that_cannot_be_read_is_passed_over_and_told(tmp_path: Path) -> None:
    closed = tmp_path / ("x" * 300)  # the system refuses such a name itself
    templates = TemplateLibrary((forms_folder(), closed))
    assert templates.ids() == BUILT_IN
    assert templates.get("national-2020").id == "national-2020"
    assert templates.trouble == f"{closed}：无法读取这里的模板，文件名太长。"
    assert templates.mark("mine") == ""
    with pytest.raises(Refused) as caught:
        templates.get("mine")
    assert str(caught.value).startswith("没有模板“mine”，现有：hubei-2020、")
    assert str(caught.value).endswith(f"。{templates.trouble}")


def test_a_part_in_a_folder_that_cannot_be_read_is_not_found_and_that_is_told(
    tmp_path: Path,
) -> None:
    (tmp_path / "mine.toml").write_text('extends = "_part"\n', encoding="utf-8")
    closed = tmp_path / ("x" * 300)
    with pytest.raises(TemplateError, match=r"找不到“_part\.toml”。") as caught:
        TemplateLibrary((tmp_path, closed)).get("mine")
    assert str(caught.value).endswith("文件名太长。")


def test_folders_that_can_be_read_or_are_missing_are_no_trouble(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for folder in (tmp_path, tmp_path / "no", tmp_path / "file", tmp_path / "file" / "below"):
        assert TemplateLibrary((forms_folder(), folder)).trouble == ""
        assert TemplateLibrary((forms_folder(), folder)).ids()[:7] == BUILT_IN


def test_more_blocks_come_behind_the_others(tmp_path: Path) -> None:
    row = ROW + 'cells = [{ cell = "extra.结论", span = "level1-note", blank = "（无）" }]\n'
    mine = own(tmp_path, WHOLE + row).get("mine")
    assert mine.blocks[:-1] == library().get("shanghai-district-2024").blocks


def test_the_examples_of_the_documentation_load(tmp_path: Path) -> None:
    text = (ROOT / "docs" / "templates.md").read_text(encoding="utf-8")
    example, checks = re.findall(r"```toml\n(.*?)```", text, re.DOTALL)
    mine = own(tmp_path, example + checks, "my-province-2024").get("my-province-2024")
    assert mine.checks.setting("37").severity is Severity.ERROR
    assert mine.checks.setting("37").limits == {"rate": Decimal(90)}
    assert mine.checks.setting("18").severity is None
    assert mine.rules.rate_rounding is Rounding.DOWN
    assert mine.blocks == library().get("national-2020").blocks


def test_the_documentation_names_every_key() -> None:
    text = (ROOT / "docs" / "templates.md").read_text(encoding="utf-8")
    parts = [Template, GridColumn, Paper, Rules, Band, Cap, Level, SignatureSpec, FundingRow]
    keys = {item.name for part in parts for item in fields(part)} | set(FORMAT_KEYS) | {"page"}
    keys.discard("paper")  # [page] in the file
    assert not {key for key in keys if not re.search(rf"[`._[]{key}[`:.\]]", text)}


def test_a_template_has_a_name_that_people_know() -> None:
    names = [library().name(template_id) for template_id in ("shanghai-2022", "gone", "")]
    assert names == ["上海 2022", "gone", ""]
