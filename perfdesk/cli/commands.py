"""What each command does: JSON lines on stdout, sentences on stderr, the exit status returned."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from perfdesk.cli.console import line, progress, put, say
from perfdesk.cli.inputs import read_inputs
from perfdesk.cli.records import score_record
from perfdesk.files.errors import Refused
from perfdesk.files.source import identity, is_folder
from perfdesk.files.templates import library

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterable

    from perfdesk.cli.inputs import Entry, Inputs
    from perfdesk.core.form import Form
    from perfdesk.core.template import Template


def score(arguments: Namespace) -> int:
    """`score FILE…`: one JSON object per form."""
    inputs = _read(arguments)
    for entry in inputs.entries:
        line(score_record(entry))
    return _status(inputs.refused)


def check(arguments: Namespace) -> int:
    """`check FILE…`: one JSON object per finding; status 1 if there is an error among them."""
    from perfdesk.cli.checkcommand import report_target, rules_of, run_check

    targets = report_target(arguments)
    with rules_of(arguments):
        inputs = _read(arguments)
        _spare_inputs(inputs, targets)
        return _status(inputs.refused + run_check(inputs.entries, arguments))


def read(arguments: Namespace) -> int:
    """`read FILE…`: the forms as JSON lines, with `--report` where each field came from."""
    from perfdesk.files.formfile import form_line

    inputs = _read(arguments)
    for entry in inputs.entries:
        put(form_line(entry.form))
    if arguments.report is not None:
        _write_account(inputs, _target(arguments.report))
    return _status(inputs.refused)


def print_(arguments: Namespace) -> int:
    """`print FILE… -o OUT.pdf`."""
    from perfdesk.report.layout import Options
    from perfdesk.service import print_forms

    target = _target(arguments.output)
    if _means_folder(arguments.output):
        raise Refused(f"{target}：这是一个文件夹，请写出 PDF 的文件名。")
    inputs = _read(arguments)
    _spare_inputs(inputs, [target])
    chosen = _on_template(inputs, arguments)
    options = Options(arguments.draft, arguments.signature)
    forms, names = [form for _, form in chosen], [entry.place for entry, _ in chosen]
    _say_all(print_forms(forms, target, options, progress("正在排版"), names))
    return _status(inputs.refused + len(inputs.entries) - len(chosen))


def export(arguments: Namespace) -> int:
    """`export FILE… -o OUT.xlsx | OUT.docx | DIR/`, or with `--summary` the table of all forms."""
    target = _target(arguments.output)
    if arguments.summary and _means_folder(arguments.output):
        raise Refused(f"{target}：这是一个文件夹，请写出汇总表的文件名（.xlsx 或 .csv）。")
    inputs = _read(arguments)
    if _means_folder(arguments.output):
        _export_each(inputs, target, ".docx" if arguments.docx else ".xlsx")
    else:
        _spare_inputs(inputs, [target])
        _say_all(_export_to(inputs, target, arguments))
    return _status(inputs.refused)


def _export_each(inputs: Inputs, folder: Path, ending: str) -> None:
    from perfdesk.service import each_target, export_each

    _spare_inputs(inputs, each_target(inputs.forms, folder, ending))
    _say_all(export_each(inputs.forms, folder, progress("正在导出"), ending))


def _export_to(inputs: Inputs, target: Path, arguments: Namespace) -> list[str]:
    """One file of all forms: the summary, a Word document, or a workbook."""
    from perfdesk.service import export_documents, export_forms, export_summary

    if arguments.summary:
        return export_summary(inputs.forms, target, progress("正在汇总"))
    if arguments.docx or target.suffix.lower() == ".docx":
        return export_documents(inputs.forms, target, progress("正在导出"))
    return export_forms(inputs.forms, target, progress("正在导出"))


def template(arguments: Namespace) -> int:
    """`template ID -o OUT.xlsx`: the workbook to hand out, blank or with the targets of forms."""
    from perfdesk.core.blank import blank_form
    from perfdesk.service import hand_out

    chosen, target = library().get(arguments.id), _target(arguments.output)
    if arguments.given is None:
        _say_all(hand_out([replace(blank_form(chosen), year=arguments.year)], target))
        return 0
    arguments.files = arguments.given
    inputs = _read(arguments)
    _spare_inputs(inputs, [target])
    arguments.template = arguments.id
    forms = [form for _, form in _on_template(inputs, arguments)]
    if arguments.year is not None:
        forms = [replace(form, year=arguments.year) for form in forms]
    _say_all(hand_out(forms, target, progress("正在导出")))
    return _status(inputs.refused + len(inputs.entries) - len(forms))


def open_(arguments: Namespace) -> int:
    """`open FILE…`: the window, which shows these forms before it takes them in."""
    from perfdesk.arrivals import Welcome
    from perfdesk.cli.arriving import read_named
    from perfdesk.cli.windows import open_window

    arrivals = read_named(arguments.files, progress("正在读取"))
    if not any(arrival.form for arrival in arrivals):
        _say_all(f"{arrival.file}：{arrival.problem}" for arrival in arrivals)
        raise Refused("没有可以打开的表单。")
    return open_window(None, Welcome(arrivals=tuple(arrivals)))


def import_(arguments: Namespace) -> int:
    """`import FILE…`: forms into the store; one JSON object per form."""
    from perfdesk.cli.importcommand import Existing, run_import
    from perfdesk.store.place import place_of

    place = place_of(arguments.store)
    inputs = _read(arguments)
    if not inputs.entries:
        return _status(inputs.refused)
    existing = Existing.RESULTS if arguments.update else Existing.NOTHING
    if arguments.targets:
        existing = Existing.EVERYTHING
    left = run_import(inputs.entries, place, existing, arguments.dry_run)
    return _status(inputs.refused + left)


def undo_import(arguments: Namespace) -> int:
    """`undo-import BATCH`: takes one import back."""
    from perfdesk.cli.importcommand import run_undo_import
    from perfdesk.store.place import place_of

    touched = run_undo_import(place_of(arguments.store), arguments.batch)
    line({"batch": arguments.batch, "forms": touched})
    return 0


def list_(arguments: Namespace) -> int:
    """`list`: what the store holds, a JSON object per form; it opens read-only."""
    from perfdesk.cli.listcommand import run_list, wanted_by
    from perfdesk.cli.opened import reader

    with reader(arguments) as store:
        run_list(store, wanted_by(arguments), arguments.full)
    return 0


def history(arguments: Namespace) -> int:
    """`history ID`: one JSON object per step of the form."""
    from perfdesk.cli.listcommand import run_history
    from perfdesk.cli.opened import reader

    with reader(arguments) as store:
        run_history(store, arguments.id)
    return 0


def backup(arguments: Namespace) -> int:
    """`backup`: makes a backup, or lists them; `--second` first remembers a second folder."""
    from perfdesk.cli.backupcommands import list_backups, remember_second, run_backup
    from perfdesk.cli.opened import file_place

    place = file_place(arguments)
    if arguments.second is not None:
        remember_second(place, arguments.second)
    well = list_backups(place) if arguments.list else run_backup(place)
    return 0 if well else 1


def restore(arguments: Namespace) -> int:
    """`restore [BACKUP]`: says what going back to a backup changes, then goes back."""
    from perfdesk.cli.backupcommands import run_restore
    from perfdesk.cli.opened import file_place

    place = file_place(arguments)
    run_restore(place, arguments.backup, arguments.dry_run)
    return 0


def self_test(arguments: Namespace) -> int:
    """`self-test`: opens, scores, stores, prints and exports the sample as installed here."""
    from perfdesk.selftest import CHECKS, told

    del arguments  # it has no options
    status = 0
    for check in CHECKS:
        wrong = check.run()
        say(told(check.name, wrong))
        status = max(status, int(bool(wrong)))
    return status


def demo(arguments: Namespace) -> int:
    """`demo --output DIR`: the main job on the sample unit, from files to paper and workbooks."""
    from perfdesk.cli.demo import run_demo

    return run_demo(_target(arguments.output), arguments.window)


def _read(arguments: Namespace) -> Inputs:
    """The FILE arguments; what a person should know of them is said."""
    inputs = read_inputs(arguments.files, progress("正在读取"))
    _say_all(trouble for trouble in (library().trouble, library().rule_trouble) if trouble)
    _say_all(inputs.notes)
    return inputs


def _means_folder(output: str) -> bool:
    return output.endswith(("/", "\\")) or is_folder(output)


def _target(output: str) -> Path:
    """Where to write."""
    if not output:
        raise Refused("输出的文件名是空的。")
    return Path(output)


def _spare_inputs(inputs: Inputs, targets: Iterable[Path]) -> None:
    """Refuses to write over what was read, before anything is written."""
    read = {identity(Path(file)) for file in inputs.files} - {None}
    for target in targets:
        if identity(target) in read:
            raise Refused(f"{target}：这是输入的文件，请换一个文件名或文件夹输出。")


def _on_template(inputs: Inputs, arguments: Namespace) -> list[tuple[Entry, Form]]:
    """The forms to print: each on its own template, or all on the one asked for."""
    if arguments.template is None:
        return [(entry, entry.form) for entry in inputs.entries]
    wanted, convert = library().get(arguments.template), arguments.convert_unit
    movable = [entry for entry in inputs.entries if _may_move(entry, wanted, convert)]
    moved = [(entry, _moved(entry, wanted)) for entry in movable]
    return [(entry, form) for entry, form in moved if form is not None]


def _may_move(entry: Entry, wanted: Template, convert: bool) -> bool:
    """Whether a form may be printed on another template; says why not."""
    old, new = entry.template.money_unit, wanted.money_unit
    if old is new or convert:
        return True
    say(
        f"{entry.place}的金额单位是{old.value}，模板“{wanted.id}”是{new.value}；"
        "要换算请加 --convert-unit。"
    )
    return False


def _moved(entry: Entry, wanted: Template) -> Form | None:
    """The form on the template asked for; says what that changes, or why it cannot be."""
    from perfdesk.service import moved

    try:
        form, notes = moved(entry.form, entry.template, wanted)
    except Refused as refused:
        say(f"{entry.place}：{refused}")
        return None
    _say_all(f"{entry.place}：{note}" for note in notes)
    return form


def _write_account(inputs: Inputs, target: Path) -> None:
    import json

    from perfdesk.cli.account import account_of
    from perfdesk.files.atomic import whole_file

    _spare_inputs(inputs, [target])
    text = json.dumps(account_of(inputs), ensure_ascii=False, indent=1)
    with whole_file(target) as draft:
        draft.write_text(text + "\n", encoding="utf-8", errors="backslashreplace")


def _say_all(sentences: Iterable[str]) -> None:
    for sentence in sentences:
        say(sentence)


def _status(wrong: int) -> int:
    return 1 if wrong else 0
