"""A person's changes to the audit rules: read, written, laid over every template."""

from decimal import Decimal
from pathlib import Path

import pytest

from perfdesk.core.finding import Severity
from perfdesk.core.ruleset import RuleChange, RuleSet, Setting
from perfdesk.files.errors import Refused
from perfdesk.files.folders import rules_file, settings_file
from perfdesk.files.locate import forms_folder
from perfdesk.files.rulesets import (
    keep_aside,
    load_rule_changes,
    read_rule_changes,
    save_rule_changes,
)
from perfdesk.files.templates import TemplateLibrary, library
from perfdesk.files.tomltable import TemplateError

KNOWN = library().rule_settings()


def written(folder: Path, text: str) -> Path:
    file = folder / "checks.toml"
    file.write_text(text, encoding="utf-8")
    return file


def templates(file: Path | None) -> TemplateLibrary:
    return TemplateLibrary((forms_folder(),), file)


def test_words_are_read_as_the_rule_compares_them(tmp_path: Path) -> None:
    text = '[checks.58]\nmore = { alone = ["ＴＢＣ "], pending = ["ＴＢＣ"] }\n'
    file = written(tmp_path, text + '[checks.42]\nwords = { boilerplate = ["按（实际）情况。"] }\n')
    changes = read_rule_changes(file, KNOWN)
    assert changes["58"].more == {"alone": ("tbc",), "pending": ("TBC",)}
    assert changes["42"].words == {"boilerplate": ("按实际情况",)}


def test_the_file_lies_beside_the_settings() -> None:
    assert rules_file() == settings_file().parent / "checks.toml"


def test_without_a_file_nothing_is_changed(tmp_path: Path) -> None:
    assert load_rule_changes(tmp_path / "checks.toml", KNOWN) == {}
    own, plain = templates(tmp_path / "checks.toml"), templates(None)
    assert (own.rule_changes, own.rule_trouble) == ({}, "")
    assert own.get("shanghai-2022") == plain.get("shanghai-2022")
    assert own.mark("shanghai-2022") == plain.mark("shanghai-2022")


def test_a_file_that_was_asked_for_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="无法读取审核规则设置，找不到这个文件"):
        read_rule_changes(tmp_path / "checks.toml", KNOWN)


def test_changes_are_laid_over_every_template(tmp_path: Path) -> None:
    text = '[checks.9]\nseverity = "warning"\n[checks.4-zero]\nseverity = "off"\n'
    own = templates(written(tmp_path, text + '[checks.7.limits]\npart = "0.5"\n'))
    assert own.rule_trouble == ""
    for template in own.all():
        assert template.checks.setting("9").severity is Severity.WARNING
        assert template.checks.setting("4-zero").severity is None
        assert template.checks.setting("7").limits == {"part": Decimal("0.5")}
        assert template.checks.setting("7").severity is Severity.ERROR
        assert own.mark(template.id) != templates(None).mark(template.id)
    assert list(own.get("hubei-2020").checks.settings) == list(KNOWN.settings)


@pytest.mark.parametrize(
    ("text", "key", "problem"),
    [
        ("checks = 1\n", "checks", "应当是一个表"),
        ("[rules]\n", "rules", "不认识这个键"),
        ("[checks.999]\n", "checks.999", "不是本程序的审核规则"),
        (
            '[checks.9]\nseverity = "fatal"\n',
            "checks.9.severity",
            "只能是 error、warning、hint、off",
        ),
        ('[checks.9]\ntitle = "x"\n', "checks.9.title", "不认识这个键"),
        (
            '[checks.7.limits]\nparts = "1"\n',
            "checks.7.limits.parts",
            "这条规则没有这一项，可以改的有：part。",
        ),
        (
            '[checks.9.limits]\npart = "1"\n',
            "checks.9.limits.part",
            "这条规则没有这一项，可以改的有：没有。",
        ),
        ("[checks.7.limits]\npart = 1\n", "checks.7.limits.part", "应当是文字"),
        ('[checks.7.limits]\npart = "-1"\n', "checks.7.limits.part", "应当是写成文字的数"),
        ('[checks.9.words]\nwords = ["a"]\n', "checks.9.words.words", "这条规则没有这一项"),
        ("[checks.9\n", "TOML", "格式有误"),
    ],
)
def test_a_mistake_names_file_and_key_and_the_built_in_rules_count(
    tmp_path: Path, text: str, key: str, problem: str
) -> None:
    file = written(tmp_path, text)
    with pytest.raises(TemplateError) as caught:
        load_rule_changes(file, KNOWN)
    assert caught.value.key == key
    own = templates(file)
    assert own.rule_trouble == f"{caught.value}审核先按内置规则进行。"
    assert own.rule_trouble.startswith(f"{file}：“{key}”{problem}")
    assert own.mark("shanghai-2022") == templates(None).mark("shanghai-2022")


def test_a_file_that_cannot_be_read_keeps_nobody_from_working(tmp_path: Path) -> None:
    (tmp_path / "checks.toml").mkdir()
    own = templates(tmp_path / "checks.toml")
    assert "无法读取审核规则设置" in own.rule_trouble
    assert own.get("shanghai-2022").checks == templates(None).get("shanghai-2022").checks


CHANGES = {
    "7": RuleChange("hint", {"part": Decimal("0.020")}),
    "4-zero": RuleChange("off"),
    "1": RuleChange(limits={"tolerance": Decimal(0)}),
}


def test_what_is_saved_is_read_again_in_the_order_of_the_rules(tmp_path: Path) -> None:
    file = tmp_path / "new" / "checks.toml"
    save_rule_changes(CHANGES | {"9": RuleChange()}, file, KNOWN)
    assert load_rule_changes(file, KNOWN) == CHANGES
    text = file.read_text(encoding="utf-8")
    assert [line for line in text.splitlines() if line.startswith("[")] == [
        '[checks."1"]',
        '[checks."4-zero"]',
        '[checks."7"]',
    ]


def test_words_are_kept_whatever_stands_in_them(tmp_path: Path) -> None:
    known = RuleSet({"41": Setting("41", "没有改进措施", Severity.HINT, words={"measures": ()})})
    words = {"measures": ('引号"', "反斜\\杠", "\x7f\n", "字")}
    file = tmp_path / "checks.toml"
    save_rule_changes({"41": RuleChange(words=words)}, file, known)
    assert load_rule_changes(file, known) == {"41": RuleChange(words=words)}


def test_added_words_are_kept_beside_those_that_replace_a_list(tmp_path: Path) -> None:
    known = RuleSet(
        {"41": Setting("41", "没有改进措施", Severity.HINT, words={"measures": (), "plain": ()})}
    )
    change = RuleChange(words={"plain": ("甲",)}, more={"measures": ("乙", "丙")})
    file = tmp_path / "checks.toml"
    save_rule_changes({"41": change}, file, known)
    assert load_rule_changes(file, known) == {"41": change}
    with pytest.raises(TemplateError, match="没有这一项"):
        save_rule_changes({"41": RuleChange(more={"other": ("丁",)})}, file, known)
    assert load_rule_changes(file, known) == {"41": change}


@pytest.mark.parametrize(
    "change",
    [
        {"999": RuleChange("off")},
        {"7": RuleChange(limits={"part": Decimal(-1)})},
        {"7": RuleChange(limits={"other": Decimal(1)})},
        {"7": RuleChange("fatal")},
    ],
)
def test_what_could_not_be_read_again_is_not_saved(
    tmp_path: Path, change: dict[str, RuleChange]
) -> None:
    file = tmp_path / "checks.toml"
    with pytest.raises(TemplateError):
        save_rule_changes(change, file, KNOWN)
    assert not file.exists()


def test_a_folder_that_cannot_be_made_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("", encoding="utf-8")
    with pytest.raises(Refused, match="taken"):
        save_rule_changes(CHANGES, tmp_path / "taken" / "checks.toml", KNOWN)


def test_other_rules_count_at_once_and_the_file_again_when_asked(tmp_path: Path) -> None:
    file = tmp_path / "checks.toml"
    own = templates(file)
    before, mark = own.get("shanghai-2022"), own.mark("shanghai-2022")
    own.change_rules(CHANGES)
    assert own.rule_changes == CHANGES
    assert own.get("shanghai-2022").checks.setting("4-zero").severity is None
    assert own.mark("shanghai-2022") != mark
    own.read_rules()
    assert own.get("shanghai-2022") == before
    assert own.mark("shanghai-2022") == mark
    save_rule_changes(CHANGES, file, KNOWN)
    own.read_rules()
    assert own.rule_changes == CHANGES


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ('[checks.18]\nlimits = { cost = "10" }\n', "checks.18.limits.cost"),
        ('[checks.37]\nlimits = { rates = "90" }\n', "checks.37.limits.rates"),
        ('[checks.37]\nwords = { reasons = ["结余"] }\n', "checks.37.words.reasons"),
        ('[checks.999]\ntitle = "x"\nbasis = "y"\nseverity = "hint"\n', "checks.999"),
    ],
)
def test_a_template_may_set_only_what_its_rules_have(tmp_path: Path, text: str, key: str) -> None:
    base = 'extends = "shanghai-district-2024"\nid = "mine"\nname = "我的"\n'
    (tmp_path / "mine.toml").write_text(base + text, encoding="utf-8")
    with pytest.raises(TemplateError) as caught:
        TemplateLibrary((forms_folder(), tmp_path)).get("mine")
    assert caught.value.key == key


def test_a_template_that_sets_one_limit_keeps_the_others(tmp_path: Path) -> None:
    base = 'extends = "shanghai-district-2024"\nid = "mine"\nname = "我的"\n'
    text = base + '[checks.18]\nlimits = { outputs = "60" }\n'
    (tmp_path / "mine.toml").write_text(text, encoding="utf-8")
    checks = TemplateLibrary((forms_folder(), tmp_path)).get("mine").checks
    usual = KNOWN.setting("18").limits
    assert checks.setting("18").limits == {**usual, "outputs": Decimal(60)}


def test_a_file_kept_aside_takes_no_other_file_s_name(tmp_path: Path) -> None:
    file = tmp_path / "checks.toml"
    for text in ("first", "second"):
        file.write_text(text, encoding="utf-8")
        keep_aside(file)
    assert (tmp_path / "checks-1.toml").read_text(encoding="utf-8") == "first"
    assert (tmp_path / "checks-2.toml").read_text(encoding="utf-8") == "second"
    with pytest.raises(Refused, match="无法改名"):
        keep_aside(file)


def test_a_rank_is_1_to_9(tmp_path: Path) -> None:
    rule = "[checks.9]\nrank = {}\n"
    base = 'extends = "shanghai-district-2024"\nid = "mine"\nname = "我的"\n'
    for rank in ("0", "10"):
        (tmp_path / "mine.toml").write_text(base + rule.format(rank), encoding="utf-8")
        with pytest.raises(TemplateError, match="应当在 1 与 9 之间"):
            TemplateLibrary((forms_folder(), tmp_path)).get("mine")
    (tmp_path / "mine.toml").write_text(base + rule.format(2), encoding="utf-8")
    checks = TemplateLibrary((forms_folder(), tmp_path)).get("mine").checks
    assert (checks.rank("9"), checks.rank("7"), checks.rank("unknown")) == (2, 5, 5)
