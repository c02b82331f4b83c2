"""The main job on the sample unit: form files → scores → checks → one booklet and workbooks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perfdesk.arrivals import Welcome
from perfdesk.cli.console import say
from perfdesk.cli.inputs import read_inputs
from perfdesk.cli.records import score_record
from perfdesk.cli.windows import open_window
from perfdesk.core.checks import check_form
from perfdesk.files.atomic import make_folder
from perfdesk.sample import sample_folder
from perfdesk.service import export_each, export_forms, print_forms
from perfdesk.store.place import FILE_NAME

if TYPE_CHECKING:
    from pathlib import Path

    from perfdesk.cli.inputs import Entry


def run_demo(target: Path, window: bool) -> int:
    """Writes the results into `target` and says where they lie; 1 if the sample is unreadable."""
    inputs = read_inputs([str(sample_folder())])
    for note in inputs.notes:
        say(note)
    if inputs.refused:
        return 1
    make_folder(target)
    for entry in inputs.entries:
        say(_summary(entry))
    forms = inputs.forms
    booklet, book = target / "自评表.pdf", target / "自评表.xlsx"
    warnings = print_forms(forms, booklet) + export_forms(forms, book)
    warnings += export_each(forms, target / "工作簿")
    for sentence in warnings:
        say(sentence)
    say(f"打印：{booklet}")
    say(f"导出：{book}、{target / '工作簿'}")
    return open_window(str(target / FILE_NAME), Welcome(tuple(forms))) if window else 0


def _summary(entry: Entry) -> str:
    figures = score_record(entry)
    findings = check_form(entry.form, entry.template)
    rate = "算不出" if figures["rate"] is None else f"{figures['rate']}%"
    return (
        f"{entry.form.project_name}：执行率 {rate}，总分 {figures['total_score']}，"
        f"等级 {figures['grade'] or '算不出'}，审核发现 {len(findings)} 条"
    )
