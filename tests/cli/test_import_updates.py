"""`import --update` and `--targets`: what is written to a form that the store has already."""

from pathlib import Path

import pytest

from tests.cli.calls import Caller, Json, form, indicator, write
from tests.cli.stores import backups
from tests.cli.test_import import full, read


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """Where the store lies."""
    return tmp_path / "本单位.db"


def test_targets_writes_what_changed_names_it_and_backs_up_before(
    call: Caller, tmp_path: Path, db: Path
) -> None:
    call("import", write(tmp_path / "a.json", form()), "--store", db)
    new = form(indicators=[*form()["indicators"], indicator(weight="10")])
    file = write(tmp_path / "b.json", new)
    done = call("import", file, "--targets", "--store", db)
    assert done.status == 0
    assert "插入第 3 行（人数）" in done.sentence
    [item] = done.objects
    assert item["result"] == "updated"
    [change] = item["changes"]
    assert (change["where"], change["before"]) == ("indicators[2]", None)
    assert change["after"]["weight"] == "10"
    assert full(call, db) == read(new)
    assert item["kept"] == []
    [backup] = backups(db, "import")
    assert full(call, backup) == read(form())


def with_first_row(**texts: str) -> Json:
    """The clean form with other texts in its first indicator."""
    first, *others = form()["indicators"]
    return form(indicators=[first | texts, *others])


def test_update_takes_results_and_keeps_targets_and_says_each(
    call: Caller, tmp_path: Path, db: Path
) -> None:
    call("import", write(tmp_path / "a.json", form(goal_actual="完成")), "--store", db)
    new = with_first_row(target="≥50(人)", actual="90(人)", weight="45")
    file = write(tmp_path / "b.json", new)
    done = call("import", file, "--update", "--store", db)
    assert done.status == 1
    place = f"{file}：第 1 张表："
    *named, how = done.sentences
    assert named == [
        f"{place}第 1 行实际完成值（培训人数）：80(人) → 90(人)",
        f"{place}没有写入：实际完成情况：完成 → （空）",
        f"{place}没有写入：第 1 行年度指标值（培训人数）：≥100(人) → ≥50(人)",
        f"{place}没有写入：第 1 行分值（培训人数）：50 → 45",
    ]
    assert how.endswith("要写入请加 --targets。")
    [item] = done.objects
    assert item["result"] == "updated"
    assert [change["where"] for change in item["changes"]] == ["indicators[0].actual"]
    assert item["kept"][0] == {"where": "goal_actual", "before": "完成", "after": ""}
    kept = with_first_row(actual="90(人)") | {"goal_actual": "完成"}
    assert full(call, db) == read(kept)


def test_an_update_of_targets_alone_writes_nothing(call: Caller, tmp_path: Path, db: Path) -> None:
    call("import", write(tmp_path / "a.json", form()), "--store", db)
    file = write(tmp_path / "b.json", form(indicators=form()["indicators"][:1]))
    done = call("import", file, "--update", "--store", db)
    [item] = done.objects
    assert (done.status, item["result"], item["batch"]) == (1, "changed", None)
    assert "没有写入：删除第 2 行：" in done.sentences[0]
    assert len(done.sentences) == 2
    assert full(call, db) == read(form())
    assert not backups(db)
    assert call("import", file, "--targets", "--store", db).status == 0
    assert len(full(call, db)[0].indicators) == 1


def test_amounts_of_another_unit_are_never_mixed_into_a_form(
    call: Caller, tmp_path: Path, db: Path
) -> None:
    call("import", write(tmp_path / "a.json", form()), "--store", db)
    other = with_first_row(actual="90(人)") | {"template": "shanghai-2022"}
    file = write(tmp_path / "b.json", other)
    done = call("import", file, "--update", "--store", db)
    assert (done.status, done.objects[0]["result"]) == (1, "changed")
    assert "金额单位不同" in done.sentences[-1]
    assert full(call, db) == read(form())
    assert call("import", file, "--targets", "--store", db).status == 0
    assert full(call, db) == read(other)
