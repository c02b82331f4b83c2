"""What the program remembers of a person's ways (设置): typed, with a default for every value.

The values lie in an INI file among the person's own files. A value that is broken, foreign or from
another version counts as not set. Where the file cannot be written, all holds until the end.
"""

from __future__ import annotations

from enum import Enum
from pathlib import Path

from PySide6.QtCore import QObject, QSettings, Signal

from perfdesk import log
from perfdesk.files.atomic import make_folder
from perfdesk.files.errors import Refused
from perfdesk.ui.settingvalue import UNREADABLE, Setting, names, octets, perhaps, record, truth
from perfdesk.ui.theme import Scheme

_MOST_RECENT = 6
_UNWRITABLE = "设置存不进去，这次改的只用到关闭为止：{}"


class TextSize(Enum):
    """The size of the window's texts, in percent of the usual."""

    USUAL = "100"
    LARGER = "110"
    LARGEST = "125"

    @property
    def factor(self) -> float:
        """What the usual size is multiplied by."""
        return int(self.value) / 100


class Settings(QObject):
    """The values. Without a file they are kept until the program ends.

    Signals:
        changed: The name of a value that is another now.
        unsaved: A sentence, once, where the file cannot be written.
    """

    changed = Signal(str)
    unsaved = Signal(str)

    appearance = Setting(Scheme.SYSTEM, Scheme, lambda value: value.value)
    text_size = Setting(TextSize.USUAL, TextSize, lambda value: value.value)
    offers_operators = truth(True)
    completes = truth(True)

    geometry = octets()  # of the window
    columns = octets()  # list, form and side pane
    side_rows = octets()  # findings and preview
    folded = perhaps()  # None: the room decides
    side_shown = perhaps()

    list_choice = record()  # the list's filter, sorting and year
    print_choice = record()  # printer, font and options of the print dialog
    folders = record()  # purpose → the folder last used
    recent_commands = names()  # of the command palette, the latest first

    def __init__(self, file: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.file = file
        self._texts: dict[str, str] = {}
        self._told = False
        self._kept: QSettings | None = None
        if file is not None:
            self._kept = QSettings(str(file), QSettings.Format.IniFormat)
            self._read(self._kept)

    def text(self, key: str) -> str | None:
        """The text kept under a key."""
        return self._texts.get(key)

    def keep(self, key: str, text: str) -> None:
        """Keeps a text; it reaches the file with `save`."""
        if self._texts.get(key) == text:
            return
        self._texts[key] = text
        if self._kept is not None:
            self._kept.setValue(key, text)
        self.changed.emit(key)

    def forget(self, key: str) -> None:
        """The default holds again."""
        if self._texts.pop(key, None) is None:
            return
        if self._kept is not None:
            self._kept.remove(key)
        self.changed.emit(key)

    def save(self) -> None:
        """Writes what is not in the file yet."""
        if self._kept is None or self.file is None:
            return
        try:
            make_folder(self.file.parent)
        except Refused as refused:
            self._tell(str(refused))
            return
        self._kept.sync()
        if self._kept.status() == QSettings.Status.AccessError:
            self._tell(f"{self.file}。")

    def folder(self, purpose: str) -> Path | None:
        """The folder last used for a purpose, `open` or `write`."""
        name = self.folders.get(purpose)
        return Path(name) if isinstance(name, str) and name else None

    def use_folder(self, purpose: str, folder: Path) -> None:
        """Remembers a folder."""
        self.folders = {**self.folders, purpose: str(folder)}

    def used(self, command: str) -> None:
        """Remembers a command as the latest."""
        others = [key for key in self.recent_commands if key != command]
        self.recent_commands = [command, *others][:_MOST_RECENT]

    def _read(self, kept: QSettings) -> None:
        for key, setting in vars(type(self)).items():
            text = kept.value(key) if isinstance(setting, Setting) else None
            if text is None:
                continue
            try:
                if not isinstance(text, str):
                    raise TypeError("QSettings read a list")
                setting.read(text)
            except UNREADABLE as error:
                log.warn("setting not understood", error=type(error))
            else:
                self._texts[key] = text

    def _tell(self, why: str) -> None:
        if not self._told:
            self._told = True
            log.warn("settings not written")
            self.unsaved.emit(_UNWRITABLE.format(why))


#: What the settings dialog puts back, beside the print font; the rest is kept without asking.
CHOSEN = ("appearance", "text_size", "offers_operators", "completes")
