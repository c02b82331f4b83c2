"""The commands and their arguments; each command lives in `perfdesk.cli.commands`."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from perfdesk.cli import console
from perfdesk.cli.optiontypes import account, file_name, known_year, real_date
from perfdesk.cli.parser import Once, Parser
from perfdesk.cli.storeparser import add_store_commands
from perfdesk.files.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


#: True at any moment: files get their names when they are complete, a store takes all or nothing.
_INTERRUPTED = "已中断：没有写到一半的文件，数据库里也没有写到一半的内容。"


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
    try:
        return _carry_out(chosen)
    except Refused as error:
        console.say(str(error))
    except BrokenPipeError:
        console.silence()  # the reader of our output went away, as `head` does
    except KeyboardInterrupt:
        console.say(_INTERRUPTED)
    except Exception as error:  # noqa: BLE001 – the last resort: a person gets a sentence, no trace
        from perfdesk.cli.faults import report_fault

        return report_fault(error)
    return 1


def _carry_out(chosen: argparse.Namespace) -> int:
    from perfdesk.cli import commands

    status = int(getattr(commands, chosen.run)(chosen))
    console.flush()
    return status


def _parser() -> Parser:
    parser = Parser(
        prog="perfdesk", description="财政项目支出绩效自评表：评分、审核、打印、导出、存档。"
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="版本")
    commands = parser.add_subparsers(required=True, metavar="命令", parser_class=Parser)
    _on_files(commands, "score", "评分，每张表输出一行 JSON")
    _check_options(_on_files(commands, "check", "审核，每个问题输出一行 JSON"))
    read = _on_files(commands, "read", "读取，每张表输出一行表单 JSON")
    read.add_argument("--report", action=Once, metavar="OUT.json", help="读取报告")
    printing = _on_files(commands, "print", "打印成一个 PDF")
    _output(printing, "OUT.pdf", file_name("打印", ".pdf", ""))
    printing.add_argument("--template", action=Once, metavar="ID", help="改用另一个模板打印")
    printing.add_argument("--convert-unit", action="store_true", help="模板金额单位不同时换算金额")
    printing.add_argument("--draft", action="store_true", help="加“草稿”水印")
    printing.add_argument(
        "--signature", action=argparse.BooleanOptionalAction, default=None, help="打印签字栏"
    )
    exporting = _on_files(commands, "export", "导出 Excel 工作簿、Word 文档或汇总表")
    _output(exporting, "OUT.xlsx|OUT.docx|DIR/")
    kind = exporting.add_mutually_exclusive_group()
    kind.add_argument("--docx", action="store_true", help="导出为 Word 文档")
    kind.add_argument("--summary", action="store_true", help="所有表的汇总表（.xlsx 或 .csv）")
    _on_files(commands, "open", "打开窗口，填这些表")
    add_store_commands(commands)
    _without_files(commands)
    return parser


def _check_options(parser: Parser) -> None:
    parser.add_argument("--rules", action=Once, metavar="FILE.toml", help="盖在内置规则上的设置")
    parser.add_argument(
        "--account",
        action="append",
        type=account,
        metavar="单位=金额",
        help="单位的决算数：单位@2024=123.45万元",
    )
    parser.add_argument("--digest", action="store_true", help="另把每张表的摘要写到标准错误")
    parser.add_argument(
        "--report",
        action=Once,
        type=file_name("审核报告", ".pdf", ".xlsx"),
        metavar="OUT.pdf|OUT.xlsx",
        help="审核报告",
    )
    parser.add_argument(
        "--date", action=Once, type=real_date, metavar="日期", help="写在审核报告上的日期"
    )


def _without_files(commands: argparse._SubParsersAction[Parser]) -> None:
    blank = commands.add_parser("template", help="输出发给单位填报的工作簿")
    blank.add_argument("id", metavar="ID", help="模板的名字")
    blank.set_defaults(run="template")
    _output(blank, "OUT.xlsx", file_name("工作簿", ".xlsx", ""))
    blank.add_argument(
        "--for", dest="given", nargs="+", metavar="FILE", help="带上这些表的内容（年初目标）"
    )
    blank.add_argument("--year", type=known_year, action=Once, metavar="年度", help="写上年度")
    blank.add_argument("--convert-unit", action="store_true", help="模板金额单位不同时换算金额")
    commands.add_parser("self-test", help="检查本机安装是否完好").set_defaults(run="self_test")
    demo = commands.add_parser("demo", help="用示例单位走一遍：评分、审核、打印、导出")
    demo.add_argument("--output", action=Once, metavar="DIR", required=True, help="输出到")
    demo.add_argument("--window", action="store_true", help="随后打开窗口")
    demo.set_defaults(run="demo")


def _on_files(commands: argparse._SubParsersAction[Parser], name: str, words: str) -> Parser:
    parser = commands.add_parser(name, help=words, description=words)
    parser.add_argument("files", nargs="+", metavar="FILE", help="表单文件、工作簿或文件夹")
    parser.set_defaults(run=f"{name}_" if name in ("print", "open") else name)
    return parser


def _output(parser: Parser, words: str, kind: Callable[[str], str] = str) -> None:
    """`kind` refuses names that end as another kind of file."""
    parser.add_argument(
        "-o", "--output", action=Once, type=kind, metavar=words, required=True, help="输出到"
    )
