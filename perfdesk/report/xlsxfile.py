"""Saves a workbook so that the same forms give the same bytes: fixed dates inside."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl.writer.excel import ExcelWriter

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

_DATE = (2024, 1, 1, 0, 0, 0)


def save_alike(book: Workbook, target: Path) -> None:
    """Writes `book` to `target`. Raises OSError."""
    book.properties.creator = "PerfDesk"
    book.properties.created = book.properties.modified = datetime(*_DATE)  # noqa: DTZ001  # no zone there
    with _DatedZip(target, "w", ZIP_DEFLATED, allowZip64=True) as archive:
        ExcelWriter(book, archive).write_data()


class _DatedZip(ZipFile):
    """A zip file whose members all bear the same date."""

    def writestr(
        self,
        zinfo_or_arcname: str | ZipInfo,
        data: Any,  # the base class takes any buffer
        compress_type: int | None = None,
        compresslevel: int | None = None,
    ) -> None:
        """Writes a member with the fixed date."""
        name = zinfo_or_arcname if isinstance(zinfo_or_arcname, str) else zinfo_or_arcname.filename
        info = ZipInfo(name, _DATE)
        info.external_attr = 0o644 << 16
        super().writestr(info, data, compress_type or ZIP_DEFLATED, compresslevel)

    def write(
        self,
        filename: str | os.PathLike[str],
        arcname: str | os.PathLike[str] | None = None,
        compress_type: int | None = None,
        compresslevel: int | None = None,
    ) -> None:
        """Writes a file's bytes as a member with the fixed date."""
        data = Path(filename).read_bytes()
        self.writestr(os.fspath(arcname or filename), data, compress_type, compresslevel)
