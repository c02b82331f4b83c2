"""What brings new forms into the list: the assistant, a copy, next year's (新建、复制、结转)."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from perfdesk.core.carryover import already_there, carry_over
from perfdesk.core.document import Closed
from perfdesk.core.form import Form
from perfdesk.files.templates import library
from perfdesk.ui import dialogs
from perfdesk.ui.forms import shown_name
from perfdesk.ui.freshening import freshen
from perfdesk.ui.newformdialog import ask_new_forms

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from perfdesk.ui.window import MainWindow

_LAST = "new_form"  # the setting that holds what the form made last began with
_COPY = "（副本）"
_TEXTS = ("template", "unit", "supervisor")
_KEPT = (*_TEXTS, "year")
_NAMED = 8  # of forms that are there already


class AddingActions:
    """Adds forms to the store and shows them. Raises Closed and Refused, which the window tells."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._desk = window.desk

    @property
    def handlers(self) -> dict[str, Callable[[], object]]:
        """Action → what does it."""
        return {"new": self.new, "duplicate": self.duplicate, "carry_over": self.carry_over}

    def new(self) -> None:
        """Asks what the forms begin with, the form shown or the one made last as the model."""
        document = self._window.settled()
        self._check_open()
        templates = library().newest_first()
        like = document.form if document else model_form(self._desk.store.setting(_LAST))
        forms = ask_new_forms(self._window, templates, like)
        if forms:
            many = len(forms) > 1
            name = shown_name(forms[0].project_name)
            said = f"已新建 {len(forms)} 张表" if many else f"已新建“{name}”"
            self._desk.store.set_setting(_LAST, model_text(forms[0]))
            self._add(forms, "新建", said)

    def duplicate(self) -> None:
        """The form shown once more, as a draft under another name."""
        document = self._window.settled()
        if document is None:
            return
        self._check_open()
        form = document.form
        name = f"{shown_name(form.project_name)}{_COPY}"
        copy = replace(form, id="", project_name=name, silenced=())  # reasons are for one form
        self._add([copy], "复制", f"已复制为“{name}”")

    def carry_over(self) -> None:
        """The forms chosen in the list for their next year, after a question, as one batch."""
        self._window.settled()
        chosen = self._desk.current(self._window.chosen_ids())
        if not chosen:
            return
        self._check_open()
        known = {template.id: template for template in library().all()}
        if carried := self._wanted(carry_over(chosen, known)):
            self._add(carried, "结转", f"已结转 {len(carried)} 张表，请填写金额和结果")

    def _wanted(self, carried: Sequence[Form]) -> list[Form]:
        """Those that the person agrees to; what is there already can be left out."""
        ids = [item.id for item in self._desk.forms()]
        there = already_there(carried, self._desk.current(ids))
        rest = [form for form in carried if form not in there]
        what = (
            f"模板：{_templates(carried)}。\n计划保留；金额、结果、得分和原因清空。原来的表不变。"
        )
        if not there:
            question = f"把 {len(carried)} 张表结转到{_year(carried)}？\n{what}"
            agreed = dialogs.confirm(self._window, question, "结转", "取消", undoable=True)
            return list(carried) if agreed else []
        heading = f"要结转的 {len(carried)} 张表里，{len(there)} 张在下一年已经有了。"
        ways = [(f"只结转其余 {len(rest)} 张", rest)] if rest else []
        ways += [("全部结转", list(carried)), ("取消", [])]
        details = f"{_named(there)}\n\n{what}"
        answers = [answer for answer, _ in ways]
        return ways[dialogs.choose(self._window, heading, details, answers)][1]

    def _add(self, forms: Sequence[Form], verb: str, said: str) -> None:
        runner = partial(self._window.work.run, f"正在{verb} {len(forms)} 张表", can_cancel=False)
        ids = self._desk.add(forms, verb, runner)
        freshen(self._desk, self._window.work)
        self._window.show_forms(ids, select=True)
        self._window.say(said)

    def _check_open(self) -> None:
        if self._desk.read_only:
            raise Closed(self._desk.read_only)


def _year(carried: Sequence[Form]) -> str:
    years = {form.year for form in carried}
    return f" {years.pop()} 年度" if len(years) == 1 and None not in years else "下一年度"


def _templates(carried: Sequence[Form]) -> str:
    """On which templates they go over: 上海区级 2024（28 张）、上海 2022（2 张）."""
    counts = Counter(form.template for form in carried)
    named = [(library().get(key).name, many) for key, many in counts.items()]
    return named[0][0] if len(named) == 1 else "、".join(f"{name}（{n} 张）" for name, n in named)


def _named(forms: Sequence[Form]) -> str:
    """One a line; of many the first and how many there are."""
    lines = [f"{form.year or '未填年度'}　{shown_name(form.project_name)}" for form in forms]
    more = len(lines) - _NAMED
    return "\n".join([*lines[:_NAMED], *([f"……另有 {more} 张。"] if more > 0 else [])])


def model_text(form: Form) -> str:
    """What the next new form takes over from this one, as a text to keep."""
    kept = {key: getattr(form, key) for key in _KEPT}
    return json.dumps(kept, ensure_ascii=False)


def model_form(text: str) -> Form | None:
    """A form with what was kept; None for nothing, or for what is no such text."""
    try:
        kept = json.loads(text or "null")
    except ValueError:
        return None
    if not isinstance(kept, dict) or not all(isinstance(kept.get(key), str) for key in _TEXTS):
        return None
    year = kept.get("year")
    return Form(**{key: kept[key] for key in _TEXTS}, year=year if isinstance(year, int) else None)
