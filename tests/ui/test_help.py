"""The manual inside the program: whole, found by what the focus is on, searched, walked through."""

from collections.abc import Iterable
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QColor, QImage, QTextBlock, QTextCursor, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from perfdesk.core.edits import SetCell
from perfdesk.files import locate
from perfdesk.files.errors import Refused
from perfdesk.ui.actions import ACTIONS, Menu
from perfdesk.ui.fixedkeys import FIXED_KEYS
from perfdesk.ui.helpbook import Book, Place, slug
from perfdesk.ui.helppage import HelpPage
from perfdesk.ui.helptopics import TOPICS, topic_of
from perfdesk.ui.helpwindow import HelpWindow
from perfdesk.ui.keynames import shown_keys
from perfdesk.ui.palette import Tone
from perfdesk.ui.shortcutspage import shortcuts_page
from perfdesk.ui.theme import Scheme, appearance
from perfdesk.ui.window import MainWindow
from tests.support.tools import ROOT
from tests.ui.conftest import Person

pytestmark = [
    pytest.mark.qt_log_ignore("This plugin does not support"),
    pytest.mark.usefixtures("application"),
]
MANUAL = ROOT / "docs" / "manual"


@pytest.fixture
def book() -> Book:
    return Book.read()


@pytest.fixture
def manual(qtbot: QtBot, book: Book) -> HelpWindow:
    manual = HelpWindow(book)
    qtbot.addWidget(manual)
    manual.appear(Place("window.md"))
    return manual


def first(manual: HelpWindow) -> str:
    item = manual.contents.topLevelItem(0)
    return item.text(0) if item else ""


def current(manual: HelpWindow) -> str:
    item = manual.contents.currentItem()
    return item.text(0) if item else ""


def test_every_file_of_the_manual_is_a_chapter(book: Book) -> None:
    files = {file.name for file in MANUAL.glob("*.md")} - {"README.md"}
    assert {chapter.file for chapter in book.chapters} == files
    for chapter in book.chapters:
        assert chapter.sections[0].title == chapter.title
        assert chapter.sections[0].level == 1


def test_every_link_and_picture_of_the_manual_leads_somewhere(
    manual: HelpWindow, book: Book
) -> None:
    for chapter in book.chapters:
        manual.go_to(Place(chapter.file))
        block = manual.page.document().begin()
        while block.isValid():
            for piece in cast("Iterable[QTextBlock.iterator]", block):
                form = piece.fragment().charFormat()
                if form.isAnchor():
                    assert book.place_of(form.anchorHref(), chapter.file), form.anchorHref()
                if form.isImageFormat():
                    name = form.toImageFormat().name()
                    assert (MANUAL / name).is_file()
            block = block.next()


def test_every_topic_is_in_the_manual(book: Book) -> None:
    for place in TOPICS:
        chapter = book.chapter(place.file)
        assert chapter is not None
        assert place.heading in ["", *(section.title for section in chapter.sections)]


def test_the_page_of_shortcuts_is_up_to_date() -> None:
    text = (MANUAL / "shortcuts.md").read_text(encoding="utf-8")
    assert text == shortcuts_page(), "run `make shortcuts`"
    for spec in ACTIONS:
        keys = shown_keys(spec.shortcut).replace("\\", "\\\\")
        assert not keys or f"| {keys} | {spec.text.rstrip('…')} |" in text
    assert all(f"{menu.value.partition('(')[0]}菜单" in text for menu in Menu)
    assert all(key.text in text for key in FIXED_KEYS)


def test_links_lead_to_headings_as_on_github(book: Book) -> None:
    assert slug("死机、断电以后") == "死机断电以后"
    assert book.place_of("saving.md#死机断电以后", "start.md") == Place(
        "saving.md", "死机、断电以后"
    )
    assert book.place_of("#填数", "typing.md") == Place("typing.md", "填数")
    assert book.place_of("saving.md#没有", "start.md") == Place("saving.md")
    assert book.place_of("nowhere.md", "start.md") is None


def test_titles_are_found_before_texts_and_by_initials(book: Book) -> None:
    hits = book.search("备份")
    assert hits[0].title.endswith(("备份", "备份和恢复"))
    assert [hit for hit in hits if "备份" in hit.snippet]
    assert [hit.place for hit in book.search("xexcely")] == [Place("typing.md", "像 Excel 一样填")]
    assert book.search("") == []
    assert book.search("没有这样的字") == []


@pytest.mark.parametrize("missing", ["README.md", "b.md"])
def test_an_incomplete_manual_is_refused(tmp_path: Path, missing: str) -> None:
    (tmp_path / "README.md").write_text("1. [甲](a.md)\n2. [乙](b.md)\n", encoding="utf-8")
    for name in ("a.md", "b.md"):
        (tmp_path / name).write_text("# 题\n", encoding="utf-8")
    assert len(Book.read(tmp_path).chapters) == 2
    (tmp_path / missing).unlink()
    with pytest.raises(Refused, match="手册的文件不全"):
        Book.read(tmp_path)


@pytest.mark.parametrize("folder", ["perfdesk/_data/manual", "manual", "docs/manual"])
def test_the_manual_is_found_in_every_kind_of_installation(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: str
) -> None:
    monkeypatch.setattr(locate, "_PACKAGE", tmp_path / "perfdesk")
    with pytest.raises(FileNotFoundError):
        locate.manual_folder()
    (tmp_path / folder).mkdir(parents=True)
    (tmp_path / folder / "README.md").touch()
    assert locate.manual_folder() == tmp_path / folder


def test_it_turns_to_a_heading_and_shows_it_at_the_top(manual: HelpWindow) -> None:
    manual.go_to(Place("typing.md", "像 Excel 一样填"))
    assert manual.page.verticalScrollBar().value() > 0
    assert manual.page.textCursor().block().text() == "像 Excel 一样填"
    assert current(manual) == "像 Excel 一样填"


def test_back_and_forward(manual: HelpWindow, qtbot: QtBot) -> None:
    with qtbot.waitActive(manual):
        manual.activateWindow()
    for file in ("typing.md", "saving.md"):
        manual.go_to(Place(file))
    manual.go_to(Place("saving.md"))  # where it is already
    QTest.keyClick(manual.page, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert manual.place.file == "typing.md"
    manual.back.click()
    assert (manual.place.file, manual.back.isEnabled()) == ("window.md", False)
    manual.forward.click()
    assert manual.forward.isEnabled()
    manual.go_to(Place("export.md"))
    assert not manual.forward.isEnabled()
    manual.step(1)
    assert manual.place.file == "export.md"


def test_a_link_is_followed(manual: HelpWindow) -> None:
    manual.go_to(Place("settings.md"))
    manual.page.anchorClicked.emit(QUrl("shortcuts.md"))
    assert manual.place == Place("shortcuts.md")
    manual.page.anchorClicked.emit(QUrl("https://example.org/"))
    assert manual.place == Place("shortcuts.md")


def test_searching_lists_what_answers_and_marks_it(manual: HelpWindow) -> None:
    manual.search.setText("U 盘")
    QTest.keyClick(manual.search, Qt.Key.Key_Return)
    assert manual.contents.topLevelItemCount() > 1
    assert "U 盘" in manual.page.toPlainText()
    assert manual.page.extraSelections()
    QTest.keyClick(manual, Qt.Key.Key_Escape)
    assert manual.search.text() == ""
    assert manual.page.extraSelections() == []
    assert first(manual) == "安装和运行"
    assert manual.isVisible()
    QTest.keyClick(manual, Qt.Key.Key_Escape)
    assert not manual.isVisible()


def test_searching_in_vain_says_so(manual: HelpWindow) -> None:
    manual.search.setText("没有这样的字")
    QTest.keyClick(manual.search, Qt.Key.Key_Return)
    assert (first(manual), manual.place) == ("没有找到", Place("window.md"))


def test_pictures_fit_the_page_and_come_only_from_the_manual(manual: HelpWindow) -> None:
    kind = QTextDocument.ResourceType.ImageResource.value
    picture = manual.page.loadResource(kind, QUrl("pictures/window.png"))
    assert isinstance(picture, QImage)
    assert 0 < picture.width() / picture.devicePixelRatio() < manual.page.width()
    assert manual.page.loadResource(kind, QUrl("../../README.md")) is None
    assert manual.page.loadResource(kind, QUrl("/etc/passwd")) is None


def test_f1_opens_the_chapter_on_the_focused_part(window: MainWindow, qtbot: QtBot) -> None:
    parts: list[tuple[QWidget, Place]] = [
        (window.panel.list, Place("window.md", "年度、查找、筛选")),
        (window.view.indicators, Place("typing.md", "像 Excel 一样填")),
        (window.view.funding, Place("typing.md", "填数")),
        (window.side.findings.list, Place("audit.md")),
        (window.side.preview.view, Place("printing.md")),
    ]
    assert window.document is not None
    window.document.apply(SetCell("indicators[0].weight", "20"))  # something to find
    qtbot.waitUntil(window.side.findings.list.isVisible)
    for part, place in parts:
        part.setFocus()
        assert topic_of(window) == place
    window.view.funding.setFocus()
    window.actions_by_key["help"].trigger()
    manual = window.program.manual
    assert manual is not None
    assert (manual.isVisible(), manual.place) == (True, Place("typing.md", "填数"))
    window.actions_by_key["shortcuts"].trigger()
    assert window.program.manual is manual
    assert manual.place == Place("shortcuts.md")


def test_the_manual_goes_with_the_window(window: MainWindow) -> None:
    window.actions_by_key["help"].trigger()
    manual = window.program.manual
    assert manual is not None
    window.close()
    assert not manual.isVisible()
    assert window.program.manual is None


def test_a_missing_manual_is_told(
    window: MainWindow, person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locate, "_PACKAGE", tmp_path / "perfdesk")
    window.actions_by_key["help"].trigger()
    assert person.told == ["手册的文件不全，请重新安装程序。"]


def heading_colour(manual: HelpWindow) -> QColor:
    document = manual.page.document()
    return QTextCursor(document.begin()).charFormat().foreground().color()


def test_another_theme_changes_the_colours_and_not_the_place(
    manual: HelpWindow, qtbot: QtBot
) -> None:
    manual.go_to(Place("window.md"))
    appearance().want(Scheme.LIGHT)
    manual.page.verticalScrollBar().setValue(40)
    for scheme in (Scheme.DARK, Scheme.LIGHT):
        appearance().want(scheme)
        qtbot.waitUntil(lambda: heading_colour(manual) == Tone.TEXT.color)
        assert manual.page.verticalScrollBar().value() == 40
    assert manual.place == Place("window.md")


def test_sections_with_the_whole_phrase_come_before_those_with_its_words(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("1. [甲](a.md)\n2. [乙](b.md)\n", encoding="utf-8")
    (tmp_path / "a.md").write_text("# 甲\n\nbudget first, then paper\n", encoding="utf-8")
    (tmp_path / "b.md").write_text("# 乙\n\nthe budget paper\n", encoding="utf-8")
    found = Book.read(tmp_path).search("budget paper")
    assert [hit.title for hit in found] == ["乙", "甲"]


def test_the_sign_of_a_list_keeps_off_its_text_which_lies_on_one_edge(qtbot: QtBot) -> None:
    page = HelpPage(MANUAL)
    qtbot.addWidget(page)
    page.resize(300, 300)
    with qtbot.waitExposed(page):
        page.show()
    page.show_markdown("- 一项，长得要在这里换到下一行、再下一行去的一项文字，还有。\n")
    text = page.toPlainText()
    cursor, places = QTextCursor(page.document()), []
    for position in range(len(text)):
        cursor.setPosition(position)
        places.append(page.cursorRect(cursor))
    begins = text.index("一")
    second = next(place for place in places if place.y() > places[0].y())
    assert places[begins].x() > places[0].x()
    assert places[begins].x() == pytest.approx(second.x(), abs=1)


def test_a_paragraph_written_in_lines_has_no_blanks_between_chinese_words(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("1. [章](a.md)\n", encoding="utf-8")
    text = "# 章\n\n- 贴下去，\n  行不够自动加；Excel\n  也行\n- 第二条\n\n下一段\n"
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    [chapter] = Book.read(tmp_path).chapters
    assert chapter.text == "# 章\n\n- 贴下去，行不够自动加；Excel\n  也行\n- 第二条\n\n下一段\n"
