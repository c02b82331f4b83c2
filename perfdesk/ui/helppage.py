"""A chapter of the manual as a page: Markdown in the window's own type and colours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import (
    QFont,
    QImage,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextLength,
    QTextList,
    QTextTable,
)
from PySide6.QtWidgets import QFrame, QTextBrowser, QTextEdit

from perfdesk.ui.dialogparts import em
from perfdesk.ui.palette import Tone

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtGui import QTextBlock, QTextFrame
    from PySide6.QtWidgets import QWidget

_LARGER = {1: 1.5, 2: 1.2, 3: 1.05}  # type size of a heading of that level
_WIDEST = 34  # characters of a picture
_LINE = 130.0  # percent
_AIR = "  "
_PICTURE = "\ufffc"  # Qt's sign for something that is no text
_PROPORTIONAL = QTextBlockFormat.LineHeightTypes.ProportionalHeight.value


class HelpPage(QTextBrowser):
    """Shows one chapter. It follows no link itself: `anchorClicked` tells which one was meant."""

    def __init__(self, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self.setAccessibleName("手册正文")
        self.setOpenLinks(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.document().setDocumentMargin(1.4 * em(self))
        self.document().setIndentWidth(1.4 * em(self))

    def show_markdown(self, text: str) -> None:
        """Another chapter, from its beginning."""
        self.setExtraSelections([])
        self.document().setMarkdown(text, QTextDocument.MarkdownFeature.MarkdownDialectGitHub)
        for block in _blocks(self.document()):
            self._dress(block)
        for table in _tables(self.document().rootFrame()):
            self._dress_table(table)
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self.verticalScrollBar().setValue(0)

    def go_to(self, heading: str) -> None:
        """Brings a heading to the top."""
        for block in _blocks(self.document()):
            if block.blockFormat().headingLevel() and block.text() == heading:
                self.setTextCursor(QTextCursor(block))
                top = self.document().documentLayout().blockBoundingRect(block).top()
                self.verticalScrollBar().setValue(round(top) - em(self) // 2)
                return

    def mark(self, words: str) -> None:
        """Marks where the words stand."""
        marks: list[QTextEdit.ExtraSelection] = []
        for word in words.split():
            cursor = self.document().find(word)
            while not cursor.isNull():
                mark = QTextEdit.ExtraSelection()
                mark.cursor = cursor
                mark.format.setBackground(Tone.DIFFERS_TINT.color)
                marks.append(mark)
                cursor = self.document().find(word, cursor)
        self.setExtraSelections(marks)

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Pictures of the manual, not wider than the page; nothing from anywhere else."""
        file = (self._folder / QUrl(name).path()).resolve()
        if kind != QTextDocument.ResourceType.ImageResource.value or not file.is_relative_to(
            self._folder.resolve()
        ):
            return None
        picture = QImage(str(file))
        ratio = self.devicePixelRatioF()
        room = round(_WIDEST * em(self) * ratio)
        if picture.width() > room:
            picture = picture.scaledToWidth(room, Qt.TransformationMode.SmoothTransformation)
            picture.setDevicePixelRatio(ratio)
        return picture

    def _dress(self, block: QTextBlock) -> None:
        self._dress_code(block)
        cursor, shape = QTextCursor(block), block.blockFormat()
        if isinstance(cursor.currentFrame(), QTextTable):
            return
        level, unit = shape.headingLevel(), em(self)
        if _PICTURE not in block.text():  # its height would be stretched, too
            shape.setLineHeight(_LINE, _PROPORTIONAL)
        shape.setTopMargin(unit * (1.1 if level > 1 else 0.2))
        shape.setBottomMargin(unit * (0.5 if level else 0.35))
        if isinstance(block.textList(), QTextList):
            self._keep_off_its_sign(cursor, shape)
        cursor.setBlockFormat(shape)
        if level:
            cursor.movePosition(
                QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor
            )
            ink = QTextCharFormat()
            ink.setFontPointSize(self.font().pointSizeF() * _LARGER[min(level, 3)])
            ink.setFontWeight(QFont.Weight.Bold)
            ink.setForeground(Tone.TEXT.color)
            cursor.mergeCharFormat(ink)

    def _dress_code(self, block: QTextBlock) -> None:
        """What is typed stands on a tint, in the type of the page: others lack Chinese."""
        look = QTextCharFormat()
        look.setFontFamilies(self.font().families())
        look.setFontFixedPitch(False)
        look.setBackground(Tone.COMPUTED.color)
        cursor = QTextCursor(block)
        for start, length in _fixed(block):
            cursor.setPosition(start)
            cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
            cursor.mergeCharFormat(look)

    def _keep_off_its_sign(self, cursor: QTextCursor, shape: QTextBlockFormat) -> None:
        """An item of a list begins with some air: Qt sets its sign one space before the text."""
        cursor.insertText(_AIR)
        shape.setTextIndent(-self.fontMetrics().horizontalAdvance(_AIR))

    def _dress_table(self, table: QTextTable) -> None:
        shape = table.format()
        shape.setBorder(1)
        shape.setBorderCollapse(True)
        shape.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        shape.setBorderBrush(Tone.BORDER.color)
        shape.setCellPadding(em(self) // 3)
        shape.setCellSpacing(0)
        shape.setBottomMargin(em(self))
        shape.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        table.setFormat(shape)
        for column in range(table.columns()):
            cell = table.cellAt(0, column)
            look = cell.format()
            look.setBackground(Tone.HEADER.color)
            cell.setFormat(look)


def _blocks(document: QTextDocument) -> Iterator[QTextBlock]:
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


def _fixed(block: QTextBlock) -> list[tuple[int, int]]:
    """Place and length of what Markdown has in a fixed pitch."""
    found, at = [], block.begin()
    while not at.atEnd():
        piece = at.fragment()
        if piece.charFormat().fontFixedPitch():
            found.append((piece.position(), piece.length()))
        at += 1
    return found


def _tables(frame: QTextFrame) -> Iterator[QTextTable]:
    for inner in frame.childFrames():
        if isinstance(inner, QTextTable):
            yield inner
        yield from _tables(inner)
