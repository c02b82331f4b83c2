"""The commands and their arguments; each command lives in `perfdesk.cli.commands`."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, NoReturn

from perfdesk.cli import console
from perfdesk.files.errors import Refused
from perfdesk.files.tomltable import TemplateError

if TYPE_CHECKING:
    from collections.abc import Sequence

USAGE = 2


class _Parser(argparse.ArgumentParser):
    """argparse whose complaints are one Chinese line."""

    def error(self, message: str) -> NoReturn:
        """Says what is wrong with the call and exits with 2."""
        console.say(f"用法不对：{message}。用 {self.prog} --help 查看用法。")
        raise SystemExit(USAGE)


class _Version(argparse.Action):
    """Says the version; looked up only when asked, since that costs start-up time."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        """Prints it and ends."""
        from perfdesk.about import version

        sys.stdout.write(f"PerfDesk {version()}\n")
        parser.exit()


def run(arguments: Sequence[str]) -> int:
    """Runs one command; the exit status is 0, 1 (something refused, or errors found) or 2."""
    console.prepare()
    chosen = _parser().parse_args(arguments)
    from perfdesk.cli import commands

    try:
        return int(getattr(commands, chosen.run)(chosen))
    except (Refused, TemplateError) as error:
        console.say(str(error))
        return 1
    except BrokenPipeError:
        sys.stderr.close()  # the reader of our output went away; nothing more can be said to it
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="perfdesk", description="财政项目支出绩效自评表：评分、审核、打印、导出。")
    parser.add_argument("--version", action=_Version, nargs=0, help="版本")
    commands = parser.add_subparsers(required=True, metavar="命令", parser_class=_Parser)
    _on_files(commands, "score", "评分，每张表输出一行 JSON")
    _on_files(commands, "check", "审核，每个问题输出一行 JSON")
    read = _on_files(commands, "read", "读取，每张表输出一行表单 JSON")
    read.add_argument("--report", metavar="OUT.json", help="读取报告")
    printing = _on_files(commands, "print", "打印成一个 PDF")
    _output(printing, "OUT.pdf")
    printing.add_argument("--template", metavar="ID", help="改用另一个模板打印")
    printing.add_argument("--convert-unit", action="store_true", help="模板金额单位不同时换算金额")
    printing.add_argument("--draft", action="store_true", help="加“草稿”水印")
    printing.add_argument(
        "--signature", action=argparse.BooleanOptionalAction, default=None, help="打印签字栏"
    )
    exporting = _on_files(commands, "export", "导出 Excel 工作簿")
    _output(exporting, "OUT.xlsx|DIR/")
    blank = commands.add_parser("template", help="输出空白工作簿")
    blank.add_argument("id", metavar="ID")
    blank.set_defaults(run="template")
    _output(blank, "OUT.xlsx")
    commands.add_parser("self-test", help="检查本机安装是否完好").set_defaults(run="self_test")
    demo = commands.add_parser("demo", help="用示例单位走一遍：评分、审核、打印、导出")
    demo.add_argument("--output", metavar="DIR", required=True)
    demo.add_argument("--window", action="store_true", help="随后打开窗口")
    demo.set_defaults(run="demo")
    return parser


def _on_files(
    commands: argparse._SubParsersAction[_Parser], name: str, words: str
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=words, description=words)
    parser.add_argument("files", nargs="+", metavar="FILE", help="表单文件、工作簿或文件夹")
    parser.set_defaults(run=f"{name}_" if name == "print" else name)
    return parser


def _output(parser: argparse.ArgumentParser, words: str) -> None:
    parser.add_argument("-o", "--output", metavar=words, required=True, help="输出到")
