"""A store that was moved away under an open window takes nothing, and says so."""

from pathlib import Path

import pytest

from perfdesk.core.edits import SetCell
from perfdesk.store.errors import StoreTrouble
from perfdesk.store.opening import open_store
from perfdesk.store.place import FilePlace
from perfdesk.store.watching import watch
from tests.support.forms import clean_form
from tests.support.stores import kept


def test_a_file_that_stays_is_no_matter(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_text("1", encoding="utf-8")
    gone = watch(file, "甲")
    file.write_text("2", encoding="utf-8")
    assert gone() == ""


def test_a_file_that_another_took_the_place_of_is_told(tmp_path: Path) -> None:
    file, other = tmp_path / "a", tmp_path / "b"
    file.touch()
    other.touch()
    gone = watch(file, "甲")
    other.replace(file)
    assert gone().startswith("甲：数据文件被移走")


def test_what_is_typed_waits_until_the_file_is_back(tmp_path: Path) -> None:
    file = tmp_path / "perfdesk.db"
    opening = open_store(FilePlace(file))
    try:
        store = opening.needed()
        keeper = kept(store, store.add(clean_form()).form.id)
        file.rename(tmp_path / "moved.db")
        keeper.document.apply(SetCell("unit", "某局"))
        assert not keeper.saved
        assert "数据文件被移走" in keeper.trouble
        with pytest.raises(StoreTrouble, match="放回原处"):
            store.add(clean_form())
        (tmp_path / "moved.db").rename(file)
        assert keeper.flush()
        assert store.load(keeper.document.form.id).form.unit == "某局"
    finally:
        opening.close()
