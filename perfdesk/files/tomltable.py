"""Reading TOML tables strictly: keys are asked for by type, unknown ones refused by their path."""

from __future__ import annotations

import tomllib
from enum import Enum
from typing import TYPE_CHECKING, Any, TypeVar

from perfdesk.core.number import parse_decimal
from perfdesk.files.errors import Refused, reason

if TYPE_CHECKING:
    from collections.abc import Callable
    from decimal import Decimal
    from pathlib import Path

_E = TypeVar("_E", bound=Enum)
_V = TypeVar("_V")
_LARGEST = 1_000_000


class TemplateError(Refused):
    """A mistake in a template or rule set: `str()` names file, key and what is expected there."""

    def __init__(self, file: Path, key: str, problem: str) -> None:
        super().__init__(f"{file}：“{key}”{problem}")
        self.file = file
        self.key = key


def read_toml(file: Path, what: str) -> dict[str, Any]:
    """The tables of a TOML file, which holds `what` (模板).

    Raises Refused where it cannot be read, TemplateError where it is no TOML.
    """
    try:
        text = file.read_bytes().decode("utf-8-sig")  # Notepad writes a mark in front
        return tomllib.loads(text)
    except OSError as error:
        raise Refused(f"{file}：无法读取{what}，{reason(error)}。") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise TemplateError(file, "TOML", f"格式有误：{error}") from error


class Table:
    """One TOML table with its file and path. `close()` refuses the keys that nobody asked for."""

    def __init__(self, data: dict[str, Any], file: Path, path: str = "") -> None:
        self.data = data
        self.file = file
        self.path = path
        self._asked: set[str] = set()

    def error(self, key: str, problem: str) -> TemplateError:
        """The error for `key` of this table."""
        return TemplateError(self.file, self.key_path(key), problem)

    def key_path(self, key: str) -> str:
        """The key with the tables around it: `rules.bands[1].low`."""
        return f"{self.path}.{key}" if self.path else key

    def has(self, key: str) -> bool:
        """True if the key is there."""
        self._asked.add(key)
        return key in self.data

    def text(self, key: str, default: str | None = None) -> str:
        """A string."""
        value = self._get(key, default)
        if not isinstance(value, str):
            raise self.error(key, "应当是文字。")
        return value

    def one_of(self, key: str, allowed: tuple[str, ...], default: str | None = None) -> str:
        """One of the allowed strings."""
        text = self.text(key, default)
        if text not in allowed:
            raise self.error(key, f"只能是 {'、'.join(allowed)}。")
        return text

    def pattern(self, key: str, name: str, default: str | None = None) -> str:
        """A text in which {name} stands for a figure; braces for anything else are a mistake."""
        text = self.text(key, default)
        if set("{}") & set(text.replace(f"{{{name}}}", "")):
            raise self.error(key, f"花括号里只能写 {{{name}}}。")
        return text

    def flag(self, key: str, default: bool | None = None) -> bool:
        """true or false."""
        value = self._get(key, default)
        if not isinstance(value, bool):
            raise self.error(key, "应当是 true 或 false。")
        return value

    def whole(self, key: str) -> int:
        """A whole number."""
        value = self._get(key, None)
        if not isinstance(value, int) or isinstance(value, bool):
            raise self.error(key, "应当是整数。")
        return value

    def length(self, key: str, low: float, high: float, default: float | None = None) -> float:
        """A number within low … high."""
        value = self._get(key, default)
        if not isinstance(value, int | float) or isinstance(value, bool):
            raise self.error(key, "应当是数。")
        if not low <= value <= high:
            raise self.error(key, f"应当在 {low:g} 与 {high:g} 之间。")
        return float(value)

    def decimal(self, key: str, default: str | None = None) -> Decimal:
        """A decimal number written as text, such as "0.5"."""
        number = parse_decimal(self.text(key, default))
        if number is None or not 0 <= number <= _LARGEST:
            raise self.error(key, '应当是写成文字的数，例如 "10"。')
        return number

    def choice(self, key: str, kind: type[_E], default: str | None = None) -> _E:
        """One of an enumeration's values."""
        text = self.text(key, default)
        try:
            return kind(text)
        except ValueError:
            allowed = "、".join(str(item.value) for item in kind)
            raise self.error(key, f"只能是 {allowed}。") from None

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of strings, empty where the key is missing."""
        value = self._get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self.error(key, "应当是文字的列表。")
        return tuple(value)

    def table(self, key: str) -> Table:
        """A table, empty where the key is missing."""
        value = self._get(key, {})
        if not isinstance(value, dict):
            raise self.error(key, "应当是一个表。")
        return Table(value, self.file, self.key_path(key))

    def named_tables(self) -> dict[str, Table]:
        """All tables in this one by key, in order; whatever else stands in it is refused."""
        return {key: self.table(key) for key in self.data}

    def decimals(self, key: str) -> dict[str, Decimal]:
        """A table of decimal numbers by name, empty where the key is missing."""
        inner = self.table(key)
        return {name: inner.decimal(name) for name in inner.data}

    def lists(self, key: str) -> dict[str, tuple[str, ...]]:
        """A table of lists of strings by name, empty where the key is missing."""
        inner = self.table(key)
        return {name: inner.texts(name) for name in inner.data}

    def tables(self, key: str) -> list[Table]:
        """A list of tables, empty where the key is missing."""
        value = self._get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise self.error(key, "应当是表的列表。")
        return [
            Table(item, self.file, f"{self.key_path(key)}[{index}]")
            for index, item in enumerate(value)
        ]

    def parsed(
        self, key: str, parse: Callable[[str], _V], expected: str, default: str | None = None
    ) -> _V:
        """A string turned into a value by `parse`, which raises ValueError for a wrong one."""
        text = self.text(key, default)
        try:
            return parse(text)
        except ValueError:
            raise self.error(key, expected) from None

    def close(self) -> None:
        """Refuses keys that were never asked for: they are misspelt."""
        for key in self.data:
            if key not in self._asked:
                raise self.error(key, "不认识这个键。")

    def _get(self, key: str, default: Any) -> Any:  # TOML values are of any type until asked for
        self._asked.add(key)
        value = self.data.get(key, default)
        if value is None:
            raise self.error(key, "缺少这个键。")
        return value
