"""The arguments of the commands on the store."""

from __future__ import annotations

from typing import TYPE_CHECKING

from perfdesk.cli.optiontypes import year_or_none
from perfdesk.cli.parser import Once, Parser

if TYPE_CHECKING:
    import argparse

_STATES = ("draft", "checked", "reported", "archived")
_FINDINGS = ("none", "some", "errors")


def add_store_commands(commands: argparse._SubParsersAction[Parser]) -> None:
    """Adds import, undo-import, list, history, backup and restore."""
    _import(commands)
    _list(commands)
    history = _on_store(commands, "history", "一张表的修改记录，每步输出一行 JSON")
    history.add_argument("id", metavar="ID", help="表的编号（list 输出的 id）")
    _backups(commands)


def _import(commands: argparse._SubParsersAction[Parser]) -> None:
    parser = _on_store(commands, "import", "把表导入数据库，每张表输出一行 JSON", run="import_")
    parser.add_argument("files", nargs="+", metavar="FILE", help="表单文件、工作簿或文件夹")
    parser.add_argument("--update", action="store_true", help="库里已有而不同的，写入实际结果")
    words = "连同年初目标、分值、指标行和清空的格，整张按文件写入"
    parser.add_argument("--targets", action="store_true", help=words)
    parser.add_argument("--dry-run", action="store_true", help="只说明会怎样，不写入")
    undo = _on_store(commands, "undo-import", "撤销一次导入", run="undo_import")
    undo.add_argument("batch", metavar="BATCH", help="导入的批号（import 输出的 batch）")


def _list(commands: argparse._SubParsersAction[Parser]) -> None:
    parser = _on_store(commands, "list", "列出数据库里的表，每张表输出一行 JSON", run="list_")
    parser.add_argument(
        "--find", action=Once, metavar="TEXT", help="查找项目、单位、指标（可用拼音首字母）"
    )
    parser.add_argument(
        "--year", action=Once, type=year_or_none, metavar="Y", help="年度，0 为没有年度的表"
    )
    parser.add_argument("--unit", action=Once, metavar="U", help="实施单位")
    parser.add_argument("--state", action=Once, choices=_STATES, help="状态")
    parser.add_argument("--grade", action=Once, metavar="G", help="等级，例如 优")
    parser.add_argument(
        "--findings",
        action=Once,
        choices=_FINDINGS,
        help="审核发现：没有错误和警告、有错误或警告、有错误",
    )
    parser.add_argument("--removed", action="store_true", help="列出已删除的表")
    parser.add_argument("--full", action="store_true", help="输出整张表（表单文件的格式）")


def _backups(commands: argparse._SubParsersAction[Parser]) -> None:
    backup = _on_store(commands, "backup", "备份数据库")
    backup.add_argument("--list", action="store_true", help="列出并检查备份，不新做")
    backup.add_argument(
        "--second", action=Once, metavar="DIR", help="记住第二备份文件夹，'' 为取消"
    )
    restore = _on_store(commands, "restore", "恢复到一个备份，先说明会改变什么")
    restore.add_argument(
        "backup", nargs="?", metavar="BACKUP", help="备份的文件或号数，不写为最近的可用备份"
    )
    restore.add_argument("--dry-run", action="store_true", help="只说明会改变什么，不恢复")


def _on_store(
    commands: argparse._SubParsersAction[Parser], name: str, words: str, run: str = ""
) -> Parser:
    parser = commands.add_parser(name, help=words, description=words)
    parser.add_argument("--store", action=Once, metavar="DB", help="数据文件、文件夹或数据库地址")
    parser.set_defaults(run=run or name)
    return parser
