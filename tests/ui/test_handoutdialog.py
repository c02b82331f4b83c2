"""The dialog for workbooks to hand out: what goes out, in how many files."""

from collections.abc import Callable, Sequence

import pytest
from pytestqt.qtbot import QtBot

from perfdesk.core.blank import is_blank
from perfdesk.core.form import Form
from perfdesk.files.templates import library
from perfdesk.ui.handoutdialog import HandOutDialog, Way, ask_hand_out
from perfdesk.ui.printscopes import Scope, Scopes
from perfdesk.ui.theme import Scheme, appearance
from tests.support.forms import clean_form

pytestmark = [
    pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints"),
    pytest.mark.usefixtures("application"),
]
FORMS = {
    "1": clean_form(project_name="一"),
    "2": clean_form(project_name="二", unit="别处"),
    "3": clean_form(project_name="三"),
}
NOTHING: dict[Scope, Sequence[str]] = dict.fromkeys(Scope, ())
EVERYTHING = NOTHING | {Scope.SHOWN: ["1"], Scope.LISTED: list(FORMS)}

Opener = Callable[..., HandOutDialog]


def scopes(ids: dict[Scope, Sequence[str]]) -> Scopes:
    return Scopes(ids, lambda wanted: [FORMS[key] for key in wanted])


@pytest.fixture
def opened(qtbot: QtBot) -> Opener:
    def open_dialog(ids: dict[Scope, Sequence[str]], like: Form | None = None) -> HandOutDialog:
        dialog = HandOutDialog(library().newest_first(), scopes(ids), like)
        qtbot.addWidget(dialog)
        with qtbot.waitExposed(dialog):
            dialog.show()
        return dialog

    return open_dialog


def names(dialog: HandOutDialog) -> list[list[str]]:
    return [[form.project_name for form in group] for group in dialog.hand_out.groups]


def test_without_any_form_a_blank_one_goes_out(opened: Opener) -> None:
    dialog = opened(NOTHING)
    assert dialog.blank.isChecked()
    assert [made.isVisible() for made in dialog.of.values()] == [False] * 3
    [[form]] = dialog.hand_out.groups
    assert is_blank(form)
    assert form.template == library().newest_first()[0].id
    assert form.year == library().newest_first()[0].default_year


def test_blank_forms_begin_as_the_form_shown(opened: Opener) -> None:
    like = clean_form(year="2021")
    dialog = opened(EVERYTHING, like)
    dialog.blank.setChecked(True)
    assert dialog.fields.isVisible()
    dialog.units.setPlainText("甲局\n乙局\t某\n")
    dialog.names.setPlainText("培训")
    [group] = dialog.hand_out.groups
    assert [(form.unit, form.project_name, form.year) for form in group] == [
        ("甲局", "培训", 2021),
        ("乙局", "培训", 2021),
    ]
    assert {(form.template, form.supervisor) for form in group} == {(like.template, "区总工会")}
    assert dialog.said.text().startswith("共 2 张表。")


def test_a_template_that_is_gone_gives_way_to_the_newest(opened: Opener) -> None:
    dialog = opened(NOTHING, Form("gone", year=2020))
    [[form]] = dialog.hand_out.groups
    assert (form.template, form.year) == (library().newest_first()[0].id, 2020)


def test_the_form_shown_is_offered_first_and_several_chosen_before_it(opened: Opener) -> None:
    dialog = opened(EVERYTHING)
    assert dialog.of[Scope.SHOWN].isChecked()
    assert dialog.of[Scope.SHOWN].text() == "当前的表：一"
    assert dialog.of[Scope.LISTED].text() == "左边列出的表（3 张）"
    assert not dialog.fields.isVisible()
    assert opened(EVERYTHING | {Scope.CHOSEN: ["2", "3"]}).of[Scope.CHOSEN].isChecked()


@pytest.mark.parametrize(
    ("way", "groups"),
    [
        (Way.ONE, [["一", "二", "三"]]),
        (Way.UNIT, [["一", "三"], ["二"]]),
        (Way.EACH, [["一"], ["二"], ["三"]]),
    ],
)
def test_forms_go_into_one_file_or_several(
    opened: Opener, way: Way, groups: list[list[str]]
) -> None:
    dialog = opened(EVERYTHING)
    dialog.of[Scope.LISTED].setChecked(True)
    dialog.ways[way].setChecked(True)
    assert (dialog.hand_out.way, names(dialog)) == (way, groups)


def test_a_single_form_needs_no_folder(opened: Opener) -> None:
    dialog = opened(EVERYTHING)
    dialog.of[Scope.LISTED].setChecked(True)
    dialog.ways[Way.EACH].setChecked(True)
    dialog.of[Scope.SHOWN].setChecked(True)
    assert not any(made.isEnabled() for made in dialog.ways.values())
    assert (dialog.hand_out.way, names(dialog)) == (Way.ONE, [["一"]])


@pytest.mark.parametrize("text", ["二〇二五", "25", "20255"])
def test_what_is_no_year_is_said_and_goes_nowhere(opened: Opener, text: str) -> None:
    dialog = opened(EVERYTHING)
    dialog.blank.setChecked(True)
    dialog.year.setText(text)
    assert not dialog.ok.isEnabled()
    assert dialog.said.text() == f"“{text}”不是四位数的年份。"
    dialog.of[Scope.SHOWN].setChecked(True)  # which has a year of its own
    assert dialog.ok.isEnabled()
    dialog.blank.setChecked(True)
    dialog.year.clear()
    assert dialog.ok.isEnabled()
    assert dialog.hand_out.groups[0][0].year is None


@pytest.mark.parametrize("agreed", [True, False])
def test_the_answer_is_what_was_chosen_or_nothing(
    monkeypatch: pytest.MonkeyPatch, agreed: bool
) -> None:
    monkeypatch.setattr(HandOutDialog, "exec", lambda _self: agreed)
    found = ask_hand_out(None, library().newest_first(), scopes(EVERYTHING), None)
    assert (found is not None) is agreed
    if found:
        assert found.groups == ((FORMS["1"],),)


@pytest.mark.parametrize("scheme", [Scheme.LIGHT, Scheme.DARK])
def test_it_fits_a_small_screen_in_both_themes(opened: Opener, scheme: Scheme) -> None:
    appearance().want(scheme)
    dialog = opened(EVERYTHING)
    dialog.blank.setChecked(True)
    assert dialog.minimumSizeHint().width() <= 1256
    assert dialog.minimumSizeHint().height() <= 700
    assert not dialog.grab().isNull()
    appearance().want(Scheme.SYSTEM)
