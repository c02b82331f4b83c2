"""What `--store` names, and where the store lies when nothing is said."""

import sys
from pathlib import Path

import platformdirs
import pytest

from perfdesk.files.errors import Refused
from perfdesk.store.place import FilePlace, ServerPlace, place_of

HIDDEN = "geheim7"


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a frozen program, and no store named in the environment."""
    folder = tmp_path / "program"
    folder.mkdir()
    monkeypatch.delenv("PERFDESK_STORE", raising=False)
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(folder / "PerfDesk.exe"))
    return folder


def server(text: str) -> ServerPlace:
    """The server that `text` names."""
    found = place_of(text)
    assert isinstance(found, ServerPlace)
    return found


def test_a_file(tmp_path: Path) -> None:
    assert place_of(str(tmp_path / "单位.db")) == FilePlace(tmp_path / "单位.db")
    assert str(place_of(str(tmp_path / "单位.db"))) == str(tmp_path / "单位.db")


def test_a_relative_file_stays_where_it_was_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert place_of("x.db") == FilePlace(tmp_path / "x.db")


def test_a_folder_holds_the_store_under_its_usual_name(tmp_path: Path) -> None:
    assert place_of(str(tmp_path)) == FilePlace(tmp_path / "perfdesk.db")


def test_a_folder_still_to_be_made_ends_in_a_slash(tmp_path: Path) -> None:
    assert place_of(f"{tmp_path}/new/") == FilePlace(tmp_path / "new" / "perfdesk.db")
    assert place_of(f"{tmp_path}/new") == FilePlace(tmp_path / "new")


def test_a_drive_of_windows_is_no_server() -> None:
    assert isinstance(place_of("C://data/perfdesk.db"), FilePlace)


def test_a_name_that_no_file_can_have_is_left_to_opening(tmp_path: Path) -> None:
    assert place_of(str(tmp_path / ("长" * 100))) == FilePlace(tmp_path / ("长" * 100))


@pytest.mark.parametrize("text", ["", "  "])
def test_an_empty_name_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="没有写明数据文件的位置"):
        place_of(text)


def test_nothing_said_means_the_persons_own_folder(program: Path) -> None:
    own = Path(platformdirs.user_data_dir("PerfDesk", appauthor=False))
    assert place_of(None) == FilePlace(own / "perfdesk.db")
    assert program not in own.parents


def test_a_folder_beside_the_program_makes_it_portable(program: Path) -> None:
    (program / "PerfDeskData").mkdir()
    assert place_of(None) == FilePlace(program / "PerfDeskData" / "perfdesk.db")


def test_a_file_of_that_name_does_not(program: Path) -> None:
    (program / "PerfDeskData").touch()
    assert place_of(None) != FilePlace(program / "PerfDeskData" / "perfdesk.db")


def test_the_variable_goes_before_the_portable_folder(
    program: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (program / "PerfDeskData").mkdir()
    monkeypatch.setenv("PERFDESK_STORE", str(tmp_path / "named.db"))
    assert place_of(None) == FilePlace(tmp_path / "named.db")
    assert place_of(str(tmp_path / "said.db")) == FilePlace(tmp_path / "said.db")


def test_an_empty_variable_counts_as_none(program: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (program / "PerfDeskData").mkdir()
    monkeypatch.setenv("PERFDESK_STORE", "")
    assert place_of(None) == FilePlace(program / "PerfDeskData" / "perfdesk.db")


def test_the_variable_may_name_a_server(program: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    del program
    monkeypatch.setenv("PERFDESK_STORE", f"postgresql://li:{HIDDEN}@db/forms")
    assert str(place_of(None)) == "postgresql://li@db/forms"


@pytest.mark.parametrize(
    ("text", "url", "shown"),
    [
        (
            f"postgresql+psycopg://li:{HIDDEN}@db.bureau:5433/forms",
            f"postgresql+psycopg://li:{HIDDEN}@db.bureau:5433/forms",
            "postgresql://li@db.bureau:5433/forms",
        ),
        (
            f"postgresql://li:{HIDDEN}%40%2F@[::1]/forms",
            f"postgresql+psycopg://li:{HIDDEN}%40%2F@[::1]/forms",
            "postgresql://li@[::1]/forms",
        ),
        (
            f"PostgreSQL:///forms?host=/run/pg&password={HIDDEN}",
            f"postgresql+psycopg:///forms?host=/run/pg&password={HIDDEN}",
            "postgresql:///forms",
        ),
        (
            "postgresql://li@/forms",
            "postgresql+psycopg://li@/forms",
            "postgresql://li@/forms",
        ),
    ],
)
def test_a_server_is_shown_without_its_password(text: str, url: str, shown: str) -> None:
    found = server(text)
    assert found.url == url
    assert str(found) == found.shown == shown
    assert HIDDEN not in f"{found} {found!r}"


@pytest.mark.parametrize(
    "text",
    [
        f"mysql://li:{HIDDEN}@db/forms",
        f"postgres://li:{HIDDEN}@db/forms",
        f"postgresql+asyncpg://li:{HIDDEN}@db/forms",
        f"postgresql://li:{HIDDEN}@db",
        f"postgresql://li:{HIDDEN}@db/",
        f"postgresql://li:{HIDDEN}/x@db/forms",
        f"postgresql://li:{HIDDEN}@x@db/forms",
        f"postgresql://li:{HIDDEN}#x@db/forms",
        f"postgresql://li:{HIDDEN}?x@db/forms",
        f"postgresql://li:{HIDDEN} x@db/forms",
        f"postgresql://li:{HIDDEN}[@db/forms",
        f"postgresql://li:{HIDDEN}/forms",
        f"postgresql://li:{HIDDEN}@db:port/forms",
        f"postgresql://li:{HIDDEN}@db:0/forms",
        f"postgresql://li:{HIDDEN}@db:99999/forms",
        f"postgresql://li:{HIDDEN}@[::1/forms",
        f"postgresql://?password={HIDDEN}",
        "postgresql://",
    ],
)
def test_a_wrong_address_is_refused_without_repeating_its_password(text: str) -> None:
    with pytest.raises(Refused) as caught:
        place_of(text)
    sentence = str(caught.value)
    assert HIDDEN not in sentence
    assert sentence.endswith("。")
    assert caught.value.__suppress_context__ or caught.value.__context__ is None
