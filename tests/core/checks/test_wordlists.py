"""Words that a person adds to a rule: taken as the rule compares them, and heard at once."""

import pytest

from perfdesk.core.checks.wordlists import WORD_LISTS, lists_of
from perfdesk.core.ruleset import RuleChange, join_changes
from perfdesk.files.templates import library


def test_every_list_is_one_of_the_data_file() -> None:
    settings = library().rule_settings().settings
    for rule, lists in WORD_LISTS.items():
        assert set(lists) <= set(settings[rule].words)
    assert lists_of("1") == {}


def test_a_built_in_word_typed_again_is_the_same_word() -> None:
    settings = library().rule_settings().settings
    for rule, lists in WORD_LISTS.items():
        for key, each in lists.items():
            for word in settings[rule].words[key]:
                assert each.fold(word) == word, (rule, key)


def test_words_are_parted_by_commas_and_blanks_and_stand_once() -> None:
    alone = lists_of("58")["alone"]
    assert alone.words_of("ＴＢＤ、待核, 待核；tbd\n 甲") == ("tbd", "待核", "甲")
    assert alone.words_of(" 、，") == ()


def test_a_whole_cell_is_compared_without_its_signs_where_the_rule_does_so() -> None:
    assert lists_of("42")["boilerplate"].words_of("按（实际）情况。") == ("按实际情况",)


@pytest.mark.parametrize(
    ("typed", "told"),
    [("的", "“的”太短"), ("预计完成、的", "“的”太短"), ("长" * 31, "太长，一个词最多 30 个字")],
)
def test_what_would_speak_everywhere_or_is_no_word_is_refused(typed: str, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        lists_of("58")["pending"].words_of(typed)


def test_added_words_stand_behind_those_of_the_template_once() -> None:
    known = library().rule_settings()
    change = RuleChange(more={"pending": ("待报", "待定", "待报")})
    mine = known.changed({"58": change}).setting("58")
    assert mine.words["pending"] == (*known.setting("58").words["pending"], "待报")
    other = RuleChange(words={"pending": ("某词",)})
    both = join_changes({"58": change}, {"58": other})["58"]
    assert both.over(known.setting("58")).words["pending"] == ("某词", "待报", "待定")


def test_two_files_both_add() -> None:
    one, two = RuleChange(more={"plain": ("甲乙",)}), RuleChange(more={"plain": ("丙丁", "甲乙")})
    assert join_changes({"58": one}, {"58": two})["58"].more == {"plain": ("甲乙", "丙丁")}
