"""Another template for one form or many (换用模板): the templates, and what each would change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from perfdesk.core.switching import Switch, Topic, described
from perfdesk.core.template import Template
from perfdesk.files.errors import Refused
from perfdesk.ui.cellmodel import Index
from perfdesk.ui.delegates import padding
from perfdesk.ui.dialogparts import Notice, accepted, busy, button, fit, one_line
from perfdesk.ui.lines import Line, LinesList, LinesModel
from perfdesk.ui.palette import Tone
from perfdesk.ui.sidebyside import side_by_side
from perfdesk.ui.widgets import ElidedCaption

if TYPE_CHECKING:
    from collections.abc import Sequence

_CHOOSE = "请在左边选一个模板；这里先列出会变什么，点“换用”以前什么也不改。"
SAME = "现在用的就是这个模板。"
_KEPT = "填写的内容都保留；新模板不打印的，换回来时还在。换用以后可以撤销。"
#: Open from the beginning: what touches figures and texts that somebody typed.
_OPEN = frozenset(Topic) - {Topic.LABELS, Topic.PRINTED, Topic.GONE}
_ENDLESS = 1 << 20  # pixels
_WEIGHTY = (Topic.AMOUNTS, Topic.FIGURES, Topic.HIDDEN, Topic.DECIMALS, Topic.FOUND)


@dataclass(frozen=True)
class Chosen:
    """A form to move: `closed` says why it cannot be changed; `look` tells what a template does.

    `look` raises Refused where the form cannot go there.
    """

    id: str
    name: str
    template: Template
    closed: str
    look: Callable[[Template], Switch]
    _seen: dict[str, Switch | str] = field(default_factory=dict)

    def outcome(self, template: Template) -> Switch | str:
        """What the template changes, or why the form stays as it is; looked up once."""
        if template.id not in self._seen:
            self._seen[template.id] = self._why_not(template) or self._look(template)
        return self._seen[template.id]

    def moves(self, template: Template) -> bool:
        """Whether the form would move to it."""
        return not isinstance(self.outcome(template), str)

    def _why_not(self, template: Template) -> str:
        return SAME if template.id == self.template.id else self.closed

    def _look(self, template: Template) -> Switch | str:
        try:
            return self.look(template)
        except Refused as refused:
            return str(refused)


class TemplateDialog(QDialog):
    """Templates on the left, what changes on the right. Nothing is changed here."""

    def __init__(
        self, templates: Sequence[Template], chosen: Sequence[Chosen], parent: QWidget | None = None
    ) -> None:
        """Both have at least one; the first template that the first form has not is chosen."""
        super().__init__(parent)
        self.setWindowTitle("换用模板")
        self._templates, self._chosen = tuple(templates), tuple(chosen)
        self.model = LinesModel(self)
        self.list = LinesList(self.model, "模板")
        self.heading = ElidedCaption(scale=1.15, bold=True)
        self.about = Notice("", Tone.MUTED)
        self.tree = _Changes()
        self.notice = Notice("", Tone.MUTED)
        self.go = button("换用(&S)", self.accept, default=True)
        self._lay_out()
        self.list.chosen.connect(self._show)
        self.model.show([self._line(one) for one in self._templates])
        now = self._chosen[0].template.id
        others = (n for n, one in enumerate(self._templates) if one.id != now)
        self.list.choose(next(others, 0))
        self.list.setFocus()

    @property
    def template(self) -> Template:
        """The template chosen."""
        return self._templates[max(0, self.list.currentIndex().row())]

    def _line(self, template: Template) -> Line:
        used = sum(one.template.id == template.id for one in self._chosen)
        many = f"{used} 张在用" if len(self._chosen) > 1 else "现在用的"
        return Line(
            title=template.name,
            figure=f"{template.authority}　{template.default_year} 年",
            below=described(template),
            mark=many if used else "",
            tone=Tone.ACCENT,
        )

    def _show(self, row: int) -> None:
        template = self._templates[row]
        self.tree.clear()
        with busy():
            moving = sum(one.moves(template) for one in self._chosen)
            if len(self._chosen) == 1:
                self._show_one(self._chosen[0], template)
            else:
                self._show_many(template, moving)
        self.go.setEnabled(moving > 0)

    def _show_one(self, one: Chosen, template: Template) -> None:
        self.heading.setText(one.name)
        found = one.outcome(template)
        if isinstance(found, str):
            self.about.say(found, Tone.MUTED)
            self.notice.say(_CHOOSE, Tone.MUTED)
            return
        moved = f"{found.old.name} → {template.name}"
        self.about.say(f"{moved}　总分 {found.figure}", Tone.TEXT)
        self.tree.add_topics(found)
        self.notice.say(_KEPT, Tone.MUTED)

    def _show_many(self, template: Template, moving: int) -> None:
        self.heading.setText(f"{len(self._chosen)} 张表")
        left = len(self._chosen) - moving
        stay = f"，{left} 张不变" if left else ""
        self.about.say(f"{moving} 张换用“{template.name}”{stay}。", Tone.TEXT)
        for one in self._chosen:
            found = one.outcome(template)
            if isinstance(found, str):
                self.tree.add_form(f"{one.name}：{found}", None)
            else:
                self.tree.add_form(f"{one.name}：总分 {found.figure}；{found.brief}", found)
        self.notice.say(_KEPT if moving else _CHOOSE, Tone.MUTED)

    def _lay_out(self) -> None:
        space = self.fontMetrics().height() // 2
        left = (self.list,)
        right = (self.heading, self.about, self.tree)
        parts = side_by_side(left, right, (24, 44), least=16)
        below = QHBoxLayout()
        below.setSpacing(space)
        below.addWidget(self.notice, 1)
        below.addWidget(self.go)
        below.addWidget(button("取消(&C)", self.reject))
        column = QVBoxLayout(self)
        column.setSpacing(space)
        column.addWidget(parts, 1)
        column.addLayout(below)
        fit(self, 84, 44)


class _Changes(QTreeWidget):
    """What changes, in groups that can be folded; long sentences wrap."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("会变什么")
        self.setHeaderHidden(True)
        self.setWordWrap(True)
        self.setItemDelegate(_Wrapped(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QTreeWidget.SelectionMode.NoSelection)
        self.setVerticalScrollMode(QTreeWidget.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Sentences wrap elsewhere then."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def add_topics(self, change: Switch) -> None:
        """The groups of one form, the weightiest first, these open."""
        for topic, item in self._groups(change):
            self.addTopLevelItem(item)
            item.setExpanded(topic in _OPEN)

    def add_form(self, title: str, change: Switch | None) -> None:
        """One of many forms with its groups, folded; None where it does not move."""
        item = _item(title, Tone.TEXT if change else Tone.MUTED)
        if change:
            item.addChildren([group for _, group in self._groups(change)])
        self.addTopLevelItem(item)

    def _groups(self, change: Switch) -> list[tuple[Topic, QTreeWidgetItem]]:
        found = []
        for topic, sentences in change.changes.items():
            tone = Tone.DIFFERS if topic in _WEIGHTY else Tone.ACCENT
            group = _item(f"{topic.value} {len(sentences)}", tone, bold=True)
            group.addChildren([_item(sentence, Tone.TEXT) for sentence in sentences])
            found.append((topic, group))
        return found


class _Wrapped(QStyledItemDelegate):
    """Rows as high as their wrapped text: Qt's own measures it on one line."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """The height at the width that the row has."""
        tree, size = self.parent(), super().sizeHint(option, index)
        if not isinstance(tree, QTreeWidget):
            return size
        depth, above = 1, index.parent()
        while above.isValid():
            depth, above = depth + 1, above.parent()
        taken = depth * tree.indentation() + 2 * padding(option.fontMetrics)
        room = QRect(0, 0, tree.viewport().width() - taken, _ENDLESS)
        metrics = QFontMetrics(index.data(Qt.ItemDataRole.FontRole))
        text = metrics.boundingRect(room, Qt.TextFlag.TextWordWrap, str(index.data()))
        return QSize(size.width(), text.height() + padding(option.fontMetrics) // 2)


def _item(text: str, tone: Tone, bold: bool = False) -> QTreeWidgetItem:
    item = QTreeWidgetItem([one_line(text)])
    item.setForeground(0, tone.color)
    font = QFont()
    font.setBold(bold)
    item.setFont(0, font)
    return item


def ask_template(
    parent: QWidget | None, templates: Sequence[Template], chosen: Sequence[Chosen]
) -> Template | None:
    """The template to move to; None if the person thought better of it."""
    dialog = TemplateDialog(templates, chosen, parent)
    return dialog.template if accepted(dialog) else None
