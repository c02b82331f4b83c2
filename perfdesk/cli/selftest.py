"""`self-test`: does the installed program do its job on this machine? Run it after installing."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from perfdesk.cli.console import say
from perfdesk.core.checks import check_form
from perfdesk.core.number import parse_decimal
from perfdesk.core.scoring import score_form
from perfdesk.exchange.ours import read_our_workbook
from perfdesk.files.errors import Refused
from perfdesk.files.templates import library
from perfdesk.sample import sample_forms
from perfdesk.service import export_forms, print_forms

if TYPE_CHECKING:
    from collections.abc import Callable


class _Failed(Exception):
    """A step gave a wrong result; `str()` says which."""


def run_self_test() -> int:
    """Runs every step, says how each went; 0 if all are sound."""
    with tempfile.TemporaryDirectory() as folder:
        steps: list[tuple[str, Callable[[Path], None]]] = [
            ("模板", _templates),
            ("示例表单与评分", _scores),
            ("打印 PDF", _print),
            ("导出与读回工作簿", _export),
        ]
        return max([_run(name, step, Path(folder)) for name, step in steps])


def _run(name: str, step: Callable[[Path], None], folder: Path) -> int:
    try:
        step(folder)
    except (_Failed, Refused, OSError) as error:
        say(f"{name}：不正常。{error}")
        return 1
    say(f"{name}：正常")
    return 0


def _templates(folder: Path) -> None:
    del folder  # reads only
    library().all()


def _scores(folder: Path) -> None:
    del folder  # reads only
    forms = sample_forms()
    if not forms:
        raise _Failed("示例表单缺失。")
    for form in forms:
        template = library().get(form.template)
        total = score_form(form, template.rules).total_score
        if form.printed.total_score and total != parse_decimal(form.printed.total_score):
            raise _Failed(f"{form.project_name}的总分算成了 {total}。")
        check_form(form, template)


def _print(folder: Path) -> None:
    target = folder / "self-test.pdf"
    print_forms(sample_forms(), target)
    if not target.read_bytes().startswith(b"%PDF"):
        raise _Failed("写出的文件不是 PDF。")


def _export(folder: Path) -> None:
    target = folder / "self-test.xlsx"
    forms = sample_forms()
    export_forms(forms, target)
    back = [slot.form for slot in read_our_workbook(target)]
    if back != forms:
        raise _Failed("读回的表单与导出的不同。")
