"""argparse in Chinese: help, and complaints of one line."""

from __future__ import annotations

import argparse
import re
from typing import TYPE_CHECKING, Any, NoReturn

from perfdesk.cli import console

if TYPE_CHECKING:
    from collections.abc import Iterable

USAGE = 2
_WORDS = (
    (r"the following arguments are required: (.+)", r"缺少参数 \1"),
    (r"unrecognized arguments: (.+)", r"不认识的参数 \1"),
    (r"argument 命令: invalid choice: (.+?) \(choose from .+\)", r"没有命令 \1"),
    (
        r"argument (.+?): invalid choice: (.+?) \(choose from (.+)\)",
        r"参数 \1 不能是 \2，只能是 \3",
    ),
    (r"argument (.+?): expected .+ arguments?", r"参数 \1 后面缺少内容"),
    (r"argument (.+?): ignored explicit argument (.+)", r"参数 \1 后面不能带 \2"),
    (r"argument (.+?): not allowed with argument (.+)", r"参数 \1 不能和 \2 一起用"),
    (r"argument (.+?): (.+)", r"参数 \1 \2"),  # of our own types
)


class Parser(argparse.ArgumentParser):
    """argparse whose words are Chinese.

    Options are never abbreviated, so that new ones break no script.
    """

    def __init__(self, **settings: Any) -> None:  # argparse's own settings, of many types
        super().__init__(add_help=False, allow_abbrev=False, formatter_class=_Help, **settings)
        self._positionals.title, self._optionals.title = "参数", "选项"
        self.add_argument("-h", "--help", action="help", help="显示用法")

    def error(self, message: str) -> NoReturn:
        """Says what is wrong with the call and exits with 2."""
        console.say(f"用法不对：{_chinese(message)}。用 {self.prog} --help 查看用法。")
        raise SystemExit(USAGE)


class Once(argparse.Action):
    """An option whose second value would silently win over the first."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: Any,
        option_string: str | None = None,
    ) -> None:
        """Keeps the value, or complains."""
        if getattr(namespace, self.dest) is not None:
            parser.error(f"参数 {option_string} 写了两次")
        setattr(namespace, self.dest, values)


class _Help(argparse.HelpFormatter):
    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


def _chinese(message: str) -> str:
    for pattern, words in _WORDS:
        if re.fullmatch(pattern, message, re.DOTALL):
            return re.sub(pattern, words, message, flags=re.DOTALL)
    return message
