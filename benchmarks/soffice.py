"""LibreOffice turning workbooks into PDFs, in a profile of its own."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path


class Soffice:
    """One installation with a profile in `folder`; PDFs go there too."""

    def __init__(self, program: str, folder: Path) -> None:
        self.program, self.folder = program, folder

    def convert(self, *workbooks: Path) -> None:
        """One whole process that converts the workbooks one after the other."""
        profile = (self.folder / "profile").as_uri()
        command = [self.program, f"-env:UserInstallation={profile}", "--headless"]
        command += ["--convert-to", "pdf", "--outdir", str(self.folder)]
        subprocess.run([*command, *map(str, workbooks)], check=True, capture_output=True)

    def seconds(self, first: Path, workbook: Path) -> float:
        """What `workbook` takes in a running process.

        The process converts `first` before, which starts and warms it; what is measured is the time
        between the two PDFs, so neither the start nor the end of the process counts.
        """
        self.convert(first, workbook)
        done = [self.pdf(book).stat().st_mtime_ns for book in (first, workbook)]
        return (done[1] - done[0]) / 1e9

    def pdf(self, workbook: Path) -> Path:
        """Where a workbook's PDF stands."""
        return self.folder / f"{workbook.stem}.pdf"


def find_soffice(folder: Path) -> Soffice | None:
    """The LibreOffice of this machine, None without one."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    return Soffice(program, folder) if program else None
