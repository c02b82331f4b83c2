"""Machines with other fonts than this one."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from perfdesk.report import fonts, measure, systemfonts


@pytest.fixture
def font_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The only folder with system fonts, still empty; nothing found before is remembered."""
    folder = tmp_path / "fonts"
    folder.mkdir()
    monkeypatch.setattr(systemfonts, "_FOLDERS", (str(folder),))
    monkeypatch.delenv("WINDIR", raising=False)
    monkeypatch.delenv("LOCALAPPDATA", raising=False)
    _forget()
    yield folder
    _forget()


def _forget() -> None:
    remembered: list[Callable[[], None]] = [
        systemfonts.font_files.cache_clear,
        systemfonts._coverage.cache_clear,
        fonts.substitute.cache_clear,
        fonts.pieces.cache_clear,
        fonts._metrics.cache_clear,
        measure._broken.cache_clear,
        measure._broken_label.cache_clear,
    ]
    for forget in remembered:
        forget()
