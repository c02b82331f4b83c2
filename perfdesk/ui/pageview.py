"""Pages of paper below each other, as wide as the view or in their true size."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from perfdesk.ui.editors import draw_frame
from perfdesk.ui.palette import Tone

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from perfdesk.ui.previewworker import Size

_INCH = 72  # points
#: Pictures this many pages beyond the visible ones are kept.
_KEPT_BESIDE = 1


class Zoom(Enum):
    """How large the pages are shown."""

    FIT = "适合宽度"
    TRUE = "100%"

    @property
    def other(self) -> Zoom:
        """The one to change to."""
        return Zoom.TRUE if self is Zoom.FIT else Zoom.FIT


class PageView(QAbstractScrollArea):
    """The pages.

    Signals:
        moved: Other pages are visible, or the same at another size.
    """

    moved = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.zoom = Zoom.FIT
        self._sizes: tuple[Size, ...] = ()
        self._images: dict[int, tuple[QImage, float]] = {}
        self._frames: list[QRectF] = []
        self._said = ""
        self.setAccessibleName("打印预览")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setCornerWidget(QWidget())
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.verticalScrollBar().valueChanged.connect(self.moved)

    @property
    def pages(self) -> int:
        """How many there are."""
        return len(self._sizes)

    @property
    def current(self) -> int:
        """The page (from 0) that takes most of the view, 0 where there is none."""
        shown = QRectF(self._shown())
        heights = [frame.intersected(shown).height() for frame in self._frames]
        return heights.index(max(heights)) if heights else 0

    @property
    def scale(self) -> float:
        """Device pixels a point."""
        return self._points() * self.devicePixelRatioF()

    def visible(self) -> tuple[int, ...]:
        """The pages of which something is in view."""
        shown = self._shown()
        return tuple(n for n, frame in enumerate(self._frames) if frame.intersects(shown))

    def lacking(self) -> tuple[int, ...]:
        """The visible pages without a picture at the present scale."""
        return tuple(n for n in self.visible() if self._scale_of(n) != self.scale)

    def say(self, sentence: str) -> None:
        """Shows a sentence instead of pages, or pages again where it is ''."""
        self._said = sentence
        self.viewport().update()

    def show_sizes(self, sizes: Sequence[Size]) -> None:
        """Paper of these sizes in points; the place looked at stays in view."""
        plain = tuple((round(width, 2), round(height, 2)) for width, height in sizes)
        if plain != self._sizes:  # a hair's difference would render all anew
            self._sizes = plain
            self._arrange()

    def show_images(self, images: Mapping[int, QImage], scale: float, *, keep: bool) -> None:
        """Pictures by page, at `scale` device pixels a point; `keep` those of other pages."""
        near = self._near()
        held = self._images if keep else {}
        fresh = {page: (image, scale) for page, image in images.items()}
        self._images = {n: image for n, image in (held | fresh).items() if n in near}
        self.viewport().update()

    def clear(self) -> None:
        """No pages; the next ones are shown from the top."""
        self._sizes, self._images = (), {}
        self._arrange()
        self.verticalScrollBar().setValue(0)

    def set_zoom(self, zoom: Zoom) -> None:
        """Another size; the same place of the paper stays at the top."""
        before = self._points()
        self.zoom = zoom
        self._arrange()
        bar = self.verticalScrollBar()
        bar.setValue(round(bar.value() * self._points() / before))
        self.moved.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The pages follow the width."""
        super().resizeEvent(event)
        self._arrange()
        self.moved.emit()

    def event(self, event: QEvent) -> bool:
        """On a screen with other pixels the pages are rendered anew."""
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self.moved.emit()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Home and End beside the keys of every scroll area."""
        bar = self.verticalScrollBar()
        ends = {Qt.Key.Key_Home: bar.minimum(), Qt.Key.Key_End: bar.maximum()}
        if (key := Qt.Key(event.key())) in ends:
            bar.setValue(ends[key])
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's
        """Desk, paper, pictures; or the sentence."""
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), Tone.DESK.color)
        if self._said:
            self._paint_sentence(painter)
        else:
            shown = self._shown()
            painter.translate(-shown.topLeft())
            for page in self.visible():
                self._paint_page(painter, page)
        painter.end()
        if self.hasFocus():
            draw_frame(self.viewport(), Tone.ACCENT, strong=True)

    def _paint_sentence(self, painter: QPainter) -> None:
        space = self.fontMetrics().height()
        room = self.viewport().rect().adjusted(space, space, -space, -space)
        flags = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)
        painter.setPen(Tone.TEXT.color)
        painter.drawText(room, flags, self._said)

    def _paint_page(self, painter: QPainter, page: int) -> None:
        frame = self._frames[page]
        painter.fillRect(frame, Tone.SHEET.color)
        if page in self._images:
            image, scale = self._images[page]
            if scale == self.scale:
                image.setDevicePixelRatio(self.devicePixelRatioF())
                painter.drawImage(frame.topLeft(), image)
            else:  # until the right one comes
                painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
                painter.drawImage(frame, image, QRectF(image.rect()))
        painter.setPen(QPen(Tone.BORDER.color, 1))
        painter.drawRect(frame.adjusted(-0.5, -0.5, 0.5, 0.5))

    def _arrange(self) -> None:
        """Frames for all pages, and what the scroll bars reach."""
        scale, gap = self._points(), self._gap()
        widths = [width * scale for width, _ in self._sizes]
        wide = max(self.viewport().width(), round(max(widths, default=0)) + 2 * gap)
        self._frames, y = [], float(gap)
        for (_, height), width in zip(self._sizes, widths, strict=True):
            corner = self._on_pixel((wide - width) / 2, y)
            self._frames.append(QRectF(corner.x(), corner.y(), width, height * scale))
            y += height * scale + gap
        self._reach(wide, round(y))
        self.viewport().update()

    def _reach(self, width: int, height: int) -> None:
        view = self.viewport().size()
        ends = (
            (self.verticalScrollBar(), height, view.height()),
            (self.horizontalScrollBar(), width, view.width()),
        )
        for bar, whole, part in ends:
            bar.setPageStep(part)
            bar.setSingleStep(3 * self.fontMetrics().height())
            bar.setRange(0, max(0, whole - part))

    def _points(self) -> float:
        """Pixels of the layout a point."""
        if self.zoom is Zoom.TRUE or not self._sizes:
            return self.logicalDpiX() / _INCH
        bar = self.verticalScrollBar().sizeHint().width()  # its place is kept free: no flicker
        room = max(1, self.maximumViewportSize().width() - bar - 2 * self._gap())
        return room / max(width for width, _ in self._sizes)

    def _gap(self) -> int:
        return self.fontMetrics().height() // 2

    def _on_pixel(self, x: float, y: float) -> QPointF:
        """A corner that falls on whole pixels of the screen, so that pictures stay crisp."""
        ratio = self.devicePixelRatioF()
        return QPointF(round(x * ratio) / ratio, round(y * ratio) / ratio)

    def _shown(self) -> QRectF:
        corner = QPointF(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
        return QRectF(corner, self.viewport().size().toSizeF())

    def _near(self) -> range:
        seen = self.visible()
        if not seen:
            return range(0)
        return range(seen[0] - _KEPT_BESIDE, seen[-1] + _KEPT_BESIDE + 1)

    def _scale_of(self, page: int) -> float:
        """The scale of the page's picture, 0 where it has none."""
        return self._images[page][1] if page in self._images else 0.0
