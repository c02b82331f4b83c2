"""What each command does. They print JSON lines on stdout and sentences on stderr, and return the status."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from perfdesk.cli.console import line, progress, say
from perfdesk.cli.inputs import read_inputs
from perfdesk.core.cells import name_of
from perfdesk.core.convert import to_template
from perfdesk.core.finding import Severity
from perfdesk.core.scoring import score_form
from perfdesk.files.errors import Refused
from perfdesk.files.templates import library

if TYPE_CHECKING:
    from argparse import Namespace
    from decimal import Decimal

    from perfdesk.cli.inputs import Entry, Inputs
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
    import sys

    from perfdesk.files.formfile import form_line

    inputs = read_inputs(arguments.files)
    for entry in inputs.entries:
        sys.stdout.write(form_line(entry.form) + "\n")
    if arguments.report:
        _write_report(inputs, Path(arguments.report))
    return _status(inputs)


def print_(arguments: Namespace) -> int:
    """`print FILE… -o OUT.pdf`."""
    from perfdesk.service import PrintOptions, print_forms

    inputs = read_inputs(arguments.files)
    forms = _on_template(inputs, arguments)
    options = PrintOptions(arguments.draft, arguments.signature)
    warnings = print_forms(forms, Path(arguments.output), options, progress("正在排版"))
    return _said(warnings, inputs)


def export(arguments: Namespace) -> int:
    """`export FILE… -o OUT.xlsx | DIR/`."""
    from perfdesk.service import export_each, export_forms

    inputs = read_inputs(arguments.files)
    forms = [entry.form for entry in inputs.entries]
    target = Path(arguments.output)
    if not forms:
        raise Refused("没有可以输出的表单。")
    if arguments.output.endswith(("/", "\\")) or target.is_dir():
        folder(target)
        warnings = export_each(forms, target, progress("正在导出"))
    else:
        warnings = export_forms(forms, target, progress("正在排版"))
    return _said(warnings, inputs)


def template(arguments: Namespace) -> int:
    """`template ID -o OUT.xlsx`: the blank workbook."""
    from perfdesk.service import export_forms

    chosen = library().get(arguments.id)
    warnings = export_forms([blank_form(chosen)], Path(arguments.output))
    for sentence in warnings:
        say(sentence)
    return 0


def self_test(arguments: Namespace) -> int:
    """`self-test`: opens, scores, prints and exports the sample with the installed program."""
    from perfdesk.cli.selftest import run_self_test

    del arguments  # it has no options
    return run_self_test()


def demo(arguments: Namespace) -> int:
    """`demo --output DIR`: the main job on the sample unit, from form files to paper and workbooks."""
    from perfdesk.cli.demo import run_demo

    return run_demo(Path(arguments.output), arguments.window)


def blank_form(chosen: Template) -> Form:
    """A form without contents: one row for each usual level-2 indicator."""
    from perfdesk.core.form import Form, Indicator

    rows = tuple(
        Indicator(level1=level.name, level2=name)
        for level in chosen.levels
        if not level.optional
        for name in level.level2
    )
    return Form(template=chosen.id, indicators=rows)


def folder(target: Path) -> None:
    """Makes the output folder. Raises Refused."""
    from perfdesk.files.atomic import reason

    try:
        target.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refused(f"{target}：无法建立文件夹，{reason(error)}。") from error


def _on_template(inputs: Inputs, arguments: Namespace) -> list[Form]:
    """The forms to print: each on its own template, or all on the one asked for."""
    if not arguments.template:
        return [entry.form for entry in inputs.entries]
    wanted = library().get(arguments.template)
    forms = []
    for entry in inputs.entries:
        form, changes = to_template(entry.form, entry.template, wanted)
        if changes and not arguments.convert_unit:
            inputs.refuse(
                f"{entry.file}：第 {entry.n} 张表的金额单位是{entry.template.money_unit.value}，"
                f"模板“{wanted.id}”是{wanted.money_unit.value}；要换算请加 --convert-unit。"
            )
            continue
        for change in changes:
            place = name_of(change.address)
            old, new = entry.template.money_unit.value, wanted.money_unit.value
            say(f"{entry.file}：{place} {change.before} {old} → {change.after} {new}")
        forms.append(form)
    return forms


def _write_report(inputs: Inputs, target: Path) -> None:
    import json

    from perfdesk.files.atomic import whole_file

    with whole_file(target) as draft:
        text = json.dumps([entry.report for entry in inputs.entries], ensure_ascii=False, indent=1)
        draft.write_text(text + "\n", encoding="utf-8")


def _two(value: Decimal | None) -> str | None:
    from perfdesk.core.formats import TWO_PLACES

    return None if value is None else TWO_PLACES.text(value)


def _said(warnings: list[str], inputs: Inputs) -> int:
    for sentence in warnings:
        say(sentence)
    return _status(inputs)


def _status(inputs: Inputs) -> int:
    return 1 if inputs.refused else 0
