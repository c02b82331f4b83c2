"""What each command does: JSON lines on stdout, sentences on stderr, the exit status returned."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from perfdesk.cli.console import line, progress, put, say
from perfdesk.cli.inputs import Inputs, read_inputs
from perfdesk.core.cells import name_of, number_cells
from perfdesk.core.convert import to_template
from perfdesk.core.finding import Severity
from perfdesk.core.scoring import score_form
from perfdesk.files.errors import Refused
from perfdesk.files.source import is_folder
from perfdesk.files.templates import library

if TYPE_CHECKING:
    from argparse import Namespace
    from decimal import Decimal

    from perfdesk.cli.inputs import Entry
    from perfdesk.core.form import Form
    from perfdesk.core.template import Template


def score(arguments: Namespace) -> int:
    """`score FILE…`: one JSON object per form."""
    inputs = read_inputs(arguments.files)
    for entry in inputs.entries:
        line(score_record(entry))
    return _status(inputs)


def score_record(entry: Entry) -> dict[str, object]:
    """The figures of one form as `score` prints them: plain two-decimal strings."""
    form, scores = entry.form, score_form(entry.form, entry.template.rules)
    rows = zip(form.indicators, scores.rows, strict=True)
    return {
        "file": entry.file,
        "n": entry.n,
        "form": form.project_name,
        "project_name": form.project_name,
        "template": form.template,
        "rate": _two(scores.rate),
        "funding_score": _two(scores.funding_score),
        "indicators": [
            {"level3": row.level3, "suggested": _two(points.suggested), "score": _two(points.score)}
            for row, points in rows
        ],
        "total_weight": _two(scores.total_weight),
        "total_score": _two(scores.total_score),
        "grade": scores.grade,
    }


def check(arguments: Namespace) -> int:
    """`check FILE…`: one JSON object per finding; status 1 if there is an error among them."""
    from perfdesk.core.checks import check_form

    inputs = read_inputs(arguments.files)
    errors = 0
    for entry in inputs.entries:
        for finding in check_form(entry.form, entry.template):
            errors += finding.severity is Severity.ERROR
            line(
                {
                    "file": entry.file,
                    "n": entry.n,
                    "form": entry.form.project_name,
                    "rule": finding.rule,
                    "severity": finding.severity.value,
                    "where": finding.where,
                    "message": finding.message,
                    "cells": list(finding.cells),
                }
            )
    return 1 if errors else _status(inputs)


def read(arguments: Namespace) -> int:
    """`read FILE…`: the forms as JSON lines, with `--report` where each field came from."""
    from perfdesk.files.formfile import form_line

    inputs = read_inputs(arguments.files)
    for entry in inputs.entries:
        put(form_line(entry.form))
    if arguments.report is not None:
        _write_account(inputs, _target(arguments.report, inputs))
    return _status(inputs)


def print_(arguments: Namespace) -> int:
    """`print FILE… -o OUT.pdf`."""
    from perfdesk.service import PrintOptions, print_forms

    if _means_folder(arguments.output):
        raise Refused(f"{arguments.output}：这是一个文件夹，请写出 PDF 的文件名。")
    inputs = read_inputs(arguments.files)
    target = _target(arguments.output, inputs)
    forms = _on_template(inputs, arguments)
    options = PrintOptions(arguments.draft, arguments.signature)
    warnings = print_forms(forms, target, options, progress("正在排版"))
    return _said(warnings, inputs)


def export(arguments: Namespace) -> int:
    """`export FILE… -o OUT.xlsx | DIR/`."""
    from perfdesk.service import export_each, export_forms

    inputs = read_inputs(arguments.files)
    target = _target(arguments.output, inputs)
    forms = [entry.form for entry in inputs.entries]
    if _means_folder(arguments.output):
        warnings = export_each(forms, target, progress("正在导出"))
    else:
        warnings = export_forms(forms, target, progress("正在导出"))
    return _said(warnings, inputs)


def template(arguments: Namespace) -> int:
    """`template ID -o OUT.xlsx`: the blank workbook."""
    from perfdesk.cli.blank import blank_form
    from perfdesk.service import export_forms

    chosen = library().get(arguments.id)
    warnings = export_forms([blank_form(chosen)], _target(arguments.output, Inputs()))
    return _said(warnings, Inputs())


def open_(arguments: Namespace) -> int:
    """`open FILE…`: the window on these forms."""
    from perfdesk.app import run_window

    inputs = read_inputs(arguments.files)
    if not inputs.entries:
        raise Refused("没有可以打开的表单。")
    return run_window([entry.form for entry in inputs.entries], [])


def self_test(arguments: Namespace) -> int:
    """`self-test`: opens, scores, prints and exports the sample with the installed program."""
    from perfdesk.cli.selftest import run_self_test

    del arguments  # it has no options
    return run_self_test()


def demo(arguments: Namespace) -> int:
    """`demo --output DIR`: the main job on the sample unit, from files to paper and workbooks."""
    from perfdesk.cli.demo import run_demo

    return run_demo(_target(arguments.output, Inputs()), arguments.window)


def _means_folder(output: str) -> bool:
    return output.endswith(("/", "\\")) or is_folder(output)


def _target(output: str, inputs: Inputs) -> Path:
    """Where to write; refuses to write over what was read."""
    if not output:
        raise Refused("输出的文件名是空的。")
    if os.path.realpath(output) in {os.path.realpath(file) for file in inputs.files}:
        raise Refused(f"{output}：这是输入的文件，请换一个文件名输出。")
    return Path(output)


def _on_template(inputs: Inputs, arguments: Namespace) -> list[Form]:
    """The forms to print: each on its own template, or all on the one asked for."""
    if arguments.template is None:
        return [entry.form for entry in inputs.entries]
    wanted = library().get(arguments.template)
    moved = [_moved(entry, wanted, inputs, arguments.convert_unit) for entry in inputs.entries]
    return [form for form in moved if form is not None]


def _moved(entry: Entry, wanted: Template, inputs: Inputs, convert: bool) -> Form | None:
    """The form on another template, every converted amount said; None where it is refused."""
    old, new = entry.template.money_unit, wanted.money_unit
    place = f"{entry.file}：第 {entry.n} 张表"
    if old is not new and not convert:
        inputs.refuse(
            f"{place}的金额单位是{old.value}，模板“{wanted.id}”是{new.value}；"
            "要换算请加 --convert-unit。"
        )
        return None
    form, changes = to_template(entry.form, entry.template, wanted)
    for change in changes:
        amount = f"{change.before} {old.value} → {change.after} {new.value}"
        say(f"{place}：{name_of(change.address)} {amount}")
    if old is not new:
        _say_the_rest(place, form, wanted)
    return form


def _say_the_rest(place: str, form: Form, wanted: Template) -> None:
    """What a conversion leaves: cells that are no numbers, decimals that no paper shows."""
    from perfdesk.core.checks import check_form

    for address, number in number_cells(form):
        if number.unreadable and address.startswith("funding."):
            say(f"{place}：{name_of(address)}“{number.text}”不是数，没有换算。")
    for finding in check_form(form, wanted):
        if finding.rule == "paper-decimals":
            say(f"{place}：{finding.message}")


def _write_account(inputs: Inputs, target: Path) -> None:
    import json

    from perfdesk.cli.account import account_of
    from perfdesk.files.atomic import whole_file

    text = json.dumps(account_of(inputs), ensure_ascii=False, indent=1)
    with whole_file(target) as draft:
        draft.write_text(text + "\n", encoding="utf-8", errors="backslashreplace")


def _two(value: Decimal | None) -> str | None:
    from perfdesk.core.formats import TWO_PLACES

    return None if value is None else TWO_PLACES.text(value)


def _said(warnings: list[str], inputs: Inputs) -> int:
    for sentence in warnings:
        say(sentence)
    return _status(inputs)


def _status(inputs: Inputs) -> int:
    return 1 if inputs.refused else 0
