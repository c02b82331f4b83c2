"""`self-test`: every step is said; one that fails makes the status 1 and the others still run."""

from pathlib import Path

import pytest

from perfdesk import selftest
from perfdesk.files.errors import Refused
from tests.cli.calls import Caller, program


def test_a_sound_installation() -> None:
    done = program("self-test")
    assert (done.status, done.out) == (0, "")
    assert len(done.sentences) == 5
    assert all(line.endswith("：正常") for line in done.sentences)


def refuse(*_: object) -> None:
    raise Refused("坏了。")


def test_a_step_that_fails_is_named(call: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(selftest, "print_forms", refuse)
    done = call("self-test")
    assert done.status == 1
    assert "打印 PDF：不正常。坏了。" in done.sentences
    assert done.sentences[-1] == "导出与读回工作簿：正常"


def test_missing_templates_are_noticed(call: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(selftest, "library", refuse)
    done = call("self-test")
    assert done.status == 1
    assert done.sentences[0] == "模板：不正常。坏了。"


def test_a_missing_sample_is_noticed(call: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(selftest, "sample_forms", list)
    done = call("self-test")
    assert done.status == 1
    assert "示例表单与评分：不正常。示例表单缺失。" in done.sentences


def test_a_broken_workbook_is_noticed(call: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    def spoil(_: object, target: Path) -> None:
        target.write_bytes(b"PK\x03\x04")

    monkeypatch.setattr(selftest, "export_forms", spoil)
    done = call("self-test")
    assert done.status == 1
    assert done.sentences[-1].startswith("导出与读回工作簿：不正常。")


def test_a_store_that_is_not_migrated_is_noticed(
    call: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(selftest, "_FIRST", "0003")
    done = call("self-test")
    assert done.status == 1
    assert "数据库：不正常。旧版本的数据没有升级好。" in done.sentences


def test_an_incomplete_program_is_noticed(call: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    def vanish(*_: object, **__: object) -> None:
        raise ModuleNotFoundError("migrations")

    monkeypatch.setattr(selftest, "migrate", vanish)
    done = call("self-test")
    assert done.status == 1
    assert "数据库：不正常。migrations" in done.sentences
