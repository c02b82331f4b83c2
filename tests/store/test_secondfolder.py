"""The second folder's choice: checked when it is made, kept beside the backups, read with care."""

import json
import os
import re
from pathlib import Path

import pytest

from perfdesk.store.errors import StoreTrouble
from perfdesk.store.secondfolder import CHOICE, SecondFolder, choose, second_folder
from tests.support.disks import small_disk

MARK = "0123abcd"


@pytest.fixture
def first(tmp_path: Path) -> Path:
    """The first folder."""
    folder = tmp_path / "s-backups"
    folder.mkdir()
    return folder


@pytest.fixture
def usb(tmp_path: Path) -> Path:
    """A folder on a USB stick."""
    folder = tmp_path / "U 盘"
    folder.mkdir()
    return folder


def test_nothing_is_chosen_at_first(first: Path) -> None:
    assert second_folder(first) == SecondFolder()
    assert second_folder(first / "not there") == SecondFolder()
    assert SecondFolder().copies is None


def test_a_choice_is_kept_with_a_mark_that_stays(first: Path, usb: Path) -> None:
    choose(first, usb)
    chosen = second_folder(first)
    assert (chosen.folder, chosen.trouble) == (usb, "")
    assert re.fullmatch("[0-9a-f]{8}", chosen.mark)
    assert chosen.copies == usb / f"perfdesk-{chosen.mark}"
    assert list(usb.iterdir()) == []
    choose(first, None)
    assert second_folder(first) == SecondFolder(mark=chosen.mark)
    choose(first, usb)
    assert second_folder(first) == chosen


def test_every_store_has_its_own_mark(first: Path, usb: Path) -> None:
    other = first.with_name("t-backups")
    other.mkdir()
    choose(first, usb)
    choose(other, usb)
    assert second_folder(first).copies != second_folder(other).copies


def test_a_folder_named_by_a_short_path_or_a_link_is_kept_whole(
    first: Path, usb: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(usb.parent)
    choose(first, Path(usb.name))
    assert second_folder(first).folder == usb
    usb.with_name("link").symlink_to(usb)
    choose(first, usb.with_name("link"))
    assert second_folder(first).folder == usb


@pytest.mark.skipif(os.name == "nt", reason="such names are not possible there")
def test_a_name_that_is_no_text_is_kept(first: Path, tmp_path: Path) -> None:
    odd = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff"))
    odd.mkdir()
    choose(first, odd)
    assert second_folder(first).folder == odd


@pytest.mark.parametrize("inside", ["", "in/it"])
def test_the_first_folder_is_no_second_one(first: Path, inside: str) -> None:
    folder = first / inside
    folder.mkdir(parents=True, exist_ok=True)
    link = first.with_name("link")
    link.symlink_to(folder)
    for named in (folder, link):
        with pytest.raises(StoreTrouble, match="备份本来就在这个文件夹"):
            choose(first, named)
    assert second_folder(first) == SecondFolder()


def test_what_is_no_folder_is_refused_and_the_choice_stays(
    first: Path, usb: Path, tmp_path: Path
) -> None:
    choose(first, usb)
    (tmp_path / "file").touch()
    for wrong in ("no", "file", "file/below"):
        with pytest.raises(StoreTrouble, match=f"{wrong}：没有这个文件夹"):
            choose(first, tmp_path / wrong)
    with pytest.raises(StoreTrouble, match="文件名太长"):
        choose(first, tmp_path / ("长" * 300))
    assert second_folder(first).folder == usb


def test_a_folder_that_takes_no_files_is_refused(first: Path, tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", "1m") as disk:
        disk.make_read_only()
        with pytest.raises(StoreTrouble, match="不能在这里备份，所在磁盘是只读的"):
            choose(first, disk.folder)
    assert second_folder(first) == SecondFolder()


def test_a_choice_that_cannot_be_kept_is_a_sentence(usb: Path, tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", "1m") as disk:
        disk.make_read_only()
        with pytest.raises(StoreTrouble, match="无法写入，所在磁盘是只读的"):
            choose(disk.folder, usb)


@pytest.mark.parametrize(
    "content",
    [
        *("", "{", "[]", "null", "1", "[" * 50_000, "\xff", "{}"),
        *({"folder": "/usb"}, {"mark": MARK}, {"folder": "/usb", "mark": 1}),
        *({"folder": "/usb", "mark": mark} for mark in ("", "../../up", "0123ABCD", MARK + "0")),
        *({"folder": name, "mark": MARK} for name in (None, 1, "usb", "/\0", "/\ud800")),
    ],
)
def test_a_choice_that_this_program_did_not_write_is_none_and_told(
    first: Path, usb: Path, content: object
) -> None:
    text = content if isinstance(content, str) else json.dumps(content)
    (first / CHOICE).write_bytes(text.encode("latin-1"))
    chosen = second_folder(first)
    assert (chosen.folder, chosen.mark, chosen.copies) == (None, "", None)
    assert str(first / CHOICE) in chosen.trouble
    assert "请重新设置" in chosen.trouble
    choose(first, usb)
    assert second_folder(first).folder == usb


def test_a_choice_that_is_a_folder_is_none_and_told(first: Path) -> None:
    (first / CHOICE).mkdir()
    assert "这是一个文件夹" in second_folder(first).trouble
