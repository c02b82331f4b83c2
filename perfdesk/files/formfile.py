"""The form file `perfdesk/form/1`: UTF-8 JSON, one object, or one object per line.

Types and keys are checked strictly; a mistake is refused with the key's path. Numbers are JSON
strings as typed. null, absent and "" mean not filled.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, TypeVar

from perfdesk.core.form import (
    AMOUNT_KEYS,
    INDICATOR_KEYS,
    PRINTED_KEYS,
    SIGNATURE_KEYS,
    SOURCE_KEYS,
    Amounts,
    Form,
    Funding,
    Indicator,
    Printed,
    Signature,
)
from perfdesk.core.measure import Measure
from perfdesk.core.number import Number
from perfdesk.core.silence import SILENCE_KEYS, Silence
from perfdesk.files.errors import Refused, reason
from perfdesk.files.source import size_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_Row = TypeVar("_Row")

SCHEMA = "perfdesk/form/1"
#: A unit's yearly book is about 1 MB; far above it a file is not a form file.
LARGEST_FILE = 64 * 1024 * 1024
_TEXT_KEYS = ("project_name", "supervisor", "unit", "id", "goal_expected", "goal_actual")
_KEYS = frozenset(
    {
        "schema",
        "template",
        "year",
        "funding",
        "execution_weight",
        "indicators",
        "signature",
        "extra",
        "printed",
        "silenced",
        *_TEXT_KEYS,
    }
)


class WrongForm(ValueError):
    """A value that no form file may hold; `str()` names the key's path and what is wrong."""

    def __init__(self, path: str, problem: str) -> None:
        super().__init__(f"“{path}”{problem}" if path else problem)


@dataclass(frozen=True, slots=True)
class Slot:
    """The `n`-th form (1-based) of a file, or the sentence that says why it was refused."""

    n: int
    form: Form | None
    problem: str = ""


def read_form_file(file: Path) -> list[Slot]:
    """Every form of a form file, in order. Raises Refused where the file cannot be read at all."""
    text = _text(file)
    if not text.strip():
        raise Refused(f"{file}：文件是空的。")
    whole = _parsed(text)
    if not isinstance(whole, WrongForm):
        return [_slot(1, whole)]
    lines = enumerate(text.split("\n"), 1)
    parsed = [_parsed(line, number) for number, line in lines if line.strip()]
    if not _one_per_line(parsed):
        raise Refused(f"{file}：{whole}")
    return [_slot(n, item) for n, item in enumerate(parsed, 1)]


def _one_per_line(parsed: list[object]) -> bool:
    """Whether lines hold whole forms: a piece of one broken object may happen to be JSON, too."""
    objects = [item for item in parsed if isinstance(item, dict)]
    return len(parsed) > 1 and (
        len(objects) == len(parsed) or any("schema" in item for item in objects)
    )


def form_from_json(data: object) -> Form:
    """The form that a JSON value describes. Raises WrongForm with the key's path."""
    record = _record(data, "")
    _known(record, _KEYS, "")
    if record.get("schema") != SCHEMA:
        raise WrongForm("schema", f'应当是 "{SCHEMA}"。')
    for key in ("template", "project_name"):
        if not isinstance(record.get(key), str):
            raise WrongForm(key, "是必填的文字。")
    return Form(
        template=_text_of(record, "template", ""),
        year=_year(record),
        funding=_funding(record),
        execution_weight=_number_of(record, "execution_weight", ""),
        indicators=_indicators(record),
        signature=Signature(**_texts(record, "signature", SIGNATURE_KEYS)),
        printed=Printed(**_texts(record, "printed", PRINTED_KEYS)),
        extra=_extra(record),
        silenced=_silenced(record),
        **{key: _text_of(record, key, "") for key in _TEXT_KEYS},
    )


def form_to_json(form: Form) -> dict[str, Any]:
    """The form as JSON values; what is not filled is left out."""
    record: dict[str, Any] = {"schema": SCHEMA, "template": form.template, "year": form.year}
    record |= {"id": form.id, "project_name": form.project_name}
    record |= {"supervisor": form.supervisor, "unit": form.unit}
    record["funding"] = _filled({key: _plain(getattr(form.funding, key)) for key in SOURCE_KEYS})
    record["execution_weight"] = form.execution_weight.text
    record |= {"goal_expected": form.goal_expected, "goal_actual": form.goal_actual}
    record["indicators"] = [_plain(indicator, keep=True) for indicator in form.indicators]
    record["signature"] = _plain(form.signature)
    record["extra"] = dict(form.extra)
    record["printed"] = _plain(form.printed)
    record["silenced"] = [_plain(each) for each in form.silenced]
    return {key: value for key, value in record.items() if _stays(key, value)}


def form_line(form: Form) -> str:
    """The form as one line of JSON."""
    return json.dumps(form_to_json(form), ensure_ascii=False)


def _stays(key: str, value: object) -> bool:
    return key in ("template", "project_name", "indicators") or value not in (None, "", {}, [])


def _filled(record: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in record.items() if value}


def _plain(record: Any, keep: bool = False) -> dict[str, str]:  # any of the form's flat records
    texts = {item.name: getattr(record, item.name) for item in fields(record)}
    plain = {key: value if isinstance(value, str) else value.text for key, value in texts.items()}
    return plain if keep else _filled(plain)


def _text(file: Path) -> str:
    if size_of(file) > LARGEST_FILE:
        raise Refused(f"{file}：文件太大，不像表单文件。")
    try:
        return file.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise Refused(f"{file}：无法读取，{reason(error)}。") from error
    except UnicodeDecodeError as error:
        raise Refused(f"{file}：不是 UTF-8 编码的文字，请另存为 UTF-8。") from error


def _slot(n: int, data: object) -> Slot:
    if isinstance(data, WrongForm):
        return Slot(n, None, str(data))
    try:
        return Slot(n, form_from_json(data))
    except WrongForm as error:
        return Slot(n, None, str(error))


def _parsed(text: str, line: int = 1) -> object:
    """The JSON value of a text that begins in `line`, or the WrongForm that says what is wrong."""
    try:
        return json.loads(text, object_pairs_hook=_without_doubles)
    except json.JSONDecodeError as error:
        row = line - 1 + error.lineno
        return WrongForm("", f"不是完整的 JSON（第 {row} 行第 {error.colno} 个字符处）。")
    except RecursionError:
        return WrongForm("", "不是表单文件（嵌套太深）。")
    except WrongForm as error:
        return error
    except ValueError:
        return WrongForm("", "不是表单文件（数字太长）。")


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    record = dict(pairs)
    if len(record) < len(pairs):
        names = [name for name, _ in pairs]
        double = next(name for name in names if names.count(name) > 1)
        raise WrongForm(double, "在同一对象里出现了两次。")
    return record


def _record(value: object, path: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise WrongForm(path, "应当是一个对象。")
    return value


def _known(record: dict[str, Any], keys: frozenset[str] | tuple[str, ...], path: str) -> None:
    for key in record:
        if key not in keys:
            raise WrongForm(_join(path, key), "是不认识的键。")


def _join(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key


def _text_of(record: dict[str, Any], key: str, path: str) -> str:
    value = record.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise WrongForm(_join(path, key), "应当是文字（带引号）。")
    if _broken(value):
        raise WrongForm(_join(path, key), "含有残缺的字符（半个代理对），无法保存和打印。")
    return value


def _broken(text: str) -> bool:
    return any("\ud800" <= char <= "\udfff" for char in text)


def _number_of(record: dict[str, Any], key: str, path: str) -> Number:
    return Number.of(_text_of(record, key, path))


def _year(record: dict[str, Any]) -> int | None:
    year = record.get("year")
    if year is not None and (not isinstance(year, int) or isinstance(year, bool)):
        raise WrongForm("year", "应当是整数，不带引号。")
    return year


def _funding(record: dict[str, Any]) -> Funding:
    table = _record({} if record.get("funding") is None else record["funding"], "funding")
    _known(table, SOURCE_KEYS, "funding")
    return Funding(**{key: _amounts(table, key) for key in SOURCE_KEYS})


def _amounts(table: dict[str, Any], source: str) -> Amounts:
    path = f"funding.{source}"
    row = _record({} if table.get(source) is None else table[source], path)
    _known(row, AMOUNT_KEYS, path)
    return Amounts(**{key: _number_of(row, key, path) for key in AMOUNT_KEYS})


def _listed(
    record: dict[str, Any], key: str, read: Callable[[object, str], _Row]
) -> Iterator[_Row]:
    rows = record.get(key)
    if rows is not None and not isinstance(rows, list):
        raise WrongForm(key, "应当是列表。")
    for index, row in enumerate(rows or []):
        yield read(row, f"{key}[{index}]")


def _silenced(record: dict[str, Any]) -> tuple[Silence, ...]:
    return tuple(_listed(record, "silenced", _silence))


def _silence(value: object, path: str) -> Silence:
    row = _record(value, path)
    _known(row, SILENCE_KEYS, path)
    return Silence(**{key: _text_of(row, key, path) for key in SILENCE_KEYS})


def _indicators(record: dict[str, Any]) -> tuple[Indicator, ...]:
    return tuple(_listed(record, "indicators", _indicator))


def _indicator(value: object, path: str) -> Indicator:
    row = _record(value, path)
    _known(row, INDICATOR_KEYS, path)
    texts = {key: _text_of(row, key, path) for key in INDICATOR_KEYS}
    return Indicator(
        level1=texts["level1"],
        level2=texts["level2"],
        level3=texts["level3"],
        target=Measure.of(texts["target"]),
        actual=Measure.of(texts["actual"]),
        weight=Number.of(texts["weight"]),
        score=Number.of(texts["score"]),
        note=texts["note"],
    )


def _texts(record: dict[str, Any], key: str, keys: tuple[str, ...]) -> dict[str, str]:
    table = _record({} if record.get(key) is None else record[key], key)
    _known(table, keys, key)
    return {name: _text_of(table, name, key) for name in keys}


def _extra(record: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    table = _record({} if record.get("extra") is None else record["extra"], "extra")
    if any(_broken(key) for key in table):
        raise WrongForm("extra", "的键含有残缺的字符（半个代理对）。")
    return tuple((key, text) for key in table if (text := _text_of(table, key, "extra")))
