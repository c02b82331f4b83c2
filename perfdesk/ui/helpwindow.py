"""The manual in a window of its own (F1): contents and search at the left, the page beside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QUrl
from PySide6.QtGui import QKeyEvent, QKeySequence, QPalette, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QSplitter,
    QToolButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from perfdesk.ui.dialogparts import FilterField, em
from perfdesk.ui.helpbook import Place
from perfdesk.ui.helppage import HelpPage
from perfdesk.ui.keynames import shown_keys
from perfdesk.ui.palette import Tone

if TYPE_CHECKING:
    from perfdesk.ui.helpbook import Book

_PLACE = int(Qt.ItemDataRole.UserRole)
_NOTHING = "没有找到"


class HelpWindow(QWidget):
    """Shows a book. It remembers where it has been."""

    def __init__(self, book: Book) -> None:
        super().__init__()
        self.setWindowTitle("用户手册")
        self.book = book
        self.search = FilterField("查找全书")
        self.contents = QTreeWidget()
        self.page = HelpPage(book.folder)
        self.back = self._button("后退", Qt.ArrowType.LeftArrow, "Alt+Left", -1)
        self.forward = self._button("前进", Qt.ArrowType.RightArrow, "Alt+Right", 1)
        self._been: list[Place] = []
        self._at = -1
        self._lay_out()
        self._list_chapters()
        self.search.textChanged.connect(self._find)
        self.search.entered.connect(self._enter_list)
        self.contents.currentItemChanged.connect(self._chosen)
        self.contents.itemActivated.connect(self._chosen)
        self.page.anchorClicked.connect(self._follow)

    @property
    def place(self) -> Place:
        """The chapter and heading shown."""
        return self._been[self._at]

    def go_to(self, place: Place) -> None:
        """Turns to a place; what was ahead is forgotten."""
        if not self._been or place != self.place:
            self._been = [*self._been[: self._at + 1], place]
            self._at = len(self._been) - 1
        self._show()

    def step(self, by: int) -> None:
        """Back (-1) or forward (1) to where it has been."""
        if 0 <= self._at + by < len(self._been):
            self._at += by
            self._show()

    def appear(self, place: Place) -> None:
        """Comes to the front at a place."""
        self.search.clear()
        self.show()
        self.go_to(place)
        self.raise_()
        self.activateWindow()
        self.page.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc ends the search, then closes the window."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.search.text():
            self.search.clear()
            self.page.setFocus()
        else:
            self.close()

    def changeEvent(self, event: QEvent) -> None:
        """Another theme: page and contents in its colours, at the same place."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._been:
            bar = self.page.verticalScrollBar()
            top = bar.value()
            self._find(self.search.text())
            self._show()
            bar.setValue(top)

    def _show(self) -> None:
        chapter = self.book.chapter(self.place.file)
        if chapter is not None:
            self.page.show_markdown(chapter.text)
            self.page.mark(self.search.text())
            if self.place.heading:
                self.page.go_to(self.place.heading)
        self.back.setEnabled(self._at > 0)
        self.forward.setEnabled(self._at < len(self._been) - 1)
        self._mark_place()

    def _mark_place(self) -> None:
        """Makes the place current in the contents, without turning to it anew."""
        if self.search.text():
            return
        found = [item for item in self._items() if item.data(0, _PLACE) == self.place]
        self.contents.blockSignals(True)
        if found:
            self.contents.setCurrentItem(found[0])
        self.contents.blockSignals(False)

    def _items(self) -> list[QTreeWidgetItem]:
        """Chapters and sections, from top to bottom."""
        root = self.contents.invisibleRootItem()
        return [item for top in _children(root) for item in (top, *_children(top))]

    def _list_chapters(self) -> None:
        self._refill()
        for chapter in self.book.chapters:
            top = _item(chapter.title, Place(chapter.file))
            for section in chapter.sections:
                if section.level == 2:
                    top.addChild(_item(section.title, section.place))
            self.contents.addTopLevelItem(top)
        self.contents.expandAll()
        self.contents.blockSignals(False)

    def _find(self, typed: str) -> None:
        if not typed.strip():
            self._list_chapters()
            self.page.mark("")
            if self._been:
                self._mark_place()
            return
        self._refill()
        hits = self.book.search(typed)
        for hit in hits:
            top = _item(hit.title, hit.place)
            if hit.snippet:
                top.addChild(_item(hit.snippet, hit.place, Tone.MUTED))
            self.contents.addTopLevelItem(top)
        self.contents.expandAll()
        if not hits:
            self.contents.addTopLevelItem(_item(_NOTHING, None))
        self.contents.blockSignals(False)
        self.page.mark(typed)

    def _refill(self) -> None:
        """Empties the list; its signals stay blocked until it is full again."""
        self.contents.blockSignals(True)
        self.contents.clear()

    def _enter_list(self) -> None:
        self.contents.setFocus()
        first = self.contents.topLevelItem(0)
        if first is not None and self.contents.currentItem() is None:
            self.contents.setCurrentItem(first)

    def _chosen(self, item: QTreeWidgetItem | None, *_before: object) -> None:
        place = item.data(0, _PLACE) if item is not None else None
        if isinstance(place, Place):
            self.go_to(place)

    def _follow(self, link: QUrl) -> None:
        place = self.book.place_of(link.toString(), self.place.file)
        if place is not None:
            self.go_to(place)

    def _button(self, text: str, arrow: Qt.ArrowType, keys: str, by: int) -> QToolButton:
        made = QToolButton()
        made.setArrowType(arrow)
        made.setAutoRaise(True)
        made.setEnabled(False)
        made.setToolTip(f"{text}（{shown_keys(keys)}）")
        made.setAccessibleName(text)
        QShortcut(QKeySequence(keys), self).activated.connect(lambda: self.step(by))
        made.clicked.connect(lambda _checked: self.step(by))
        return made

    def _lay_out(self) -> None:
        QShortcut(QKeySequence("Ctrl+F"), self).activated.connect(self.search.setFocus)
        self.contents.setHeaderHidden(True)
        self.contents.setAccessibleName("目录")
        self.contents.setFrameShape(QFrame.Shape.NoFrame)
        self.contents.setWordWrap(True)
        self.contents.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.contents.setIndentation(em(self))
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(1)
        split.setChildrenCollapsible(False)
        split.addWidget(self._left())
        split.addWidget(self.page)
        split.setStretchFactor(1, 1)
        split.setSizes([17 * em(self), 50 * em(self)])
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(split)
        room = self.screen().availableGeometry()
        self.resize(min(67 * em(self), room.width()), min(48 * em(self), room.height()))

    def _left(self) -> QWidget:
        space = em(self) // 2
        left = QWidget()
        left.setAutoFillBackground(True)
        left.setBackgroundRole(QPalette.ColorRole.Base)
        tools = QHBoxLayout()
        tools.setContentsMargins(space, space, space, space // 2)
        for part in (self.back, self.forward, self.search):
            tools.addWidget(part)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(tools)
        column.addWidget(self.contents)
        return left


def _item(text: str, place: Place | None, tone: Tone = Tone.TEXT) -> QTreeWidgetItem:
    item = QTreeWidgetItem([text])
    item.setData(0, _PLACE, place)
    item.setToolTip(0, text)
    item.setForeground(0, tone.color)
    if place is None:
        item.setFlags(Qt.ItemFlag.NoItemFlags)
    return item


def _children(item: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    children = (item.child(number) for number in range(item.childCount()))
    return [child for child in children if child is not None]
