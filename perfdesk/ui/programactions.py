"""What the menus do with the program itself: palette, settings, manual, log, about."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from perfdesk.files.errors import Refused
from perfdesk.files.folders import settings_file
from perfdesk.log import log_file
from perfdesk.ui import dialogparts
from perfdesk.ui.aboutdialog import AboutDialog
from perfdesk.ui.commandpalette import CommandPalette
from perfdesk.ui.helpbook import Book
from perfdesk.ui.helptopics import SHORTCUTS, topic_of
from perfdesk.ui.helpwindow import HelpWindow
from perfdesk.ui.settingsdialog import SettingsDialog

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QDialog

    from perfdesk.ui.helpbook import Place
    from perfdesk.ui.jobs import Jobs
    from perfdesk.ui.settings import Settings
    from perfdesk.ui.window import MainWindow

_NO_LOG = "还没有日志。"


class ProgramActions:
    """Acts on the program. Raises Refused, which the window tells."""

    def __init__(self, window: MainWindow, settings: Settings, jobs: Jobs) -> None:
        self._window, self._settings, self._jobs = window, settings, jobs
        self.palette = CommandPalette(window, settings)
        self.manual: HelpWindow | None = None
        settings.changed.connect(self._heed)
        settings.unsaved.connect(window.say)
        for key in ("offers_operators", "completes", "print_choice"):
            self._heed(key)

    @property
    def handlers(self) -> dict[str, Callable[[], object]]:
        """Action → what does it."""
        return {
            "palette": self.palette.open,
            "settings": self.settings,
            "help": lambda: self.help(topic_of(self._window)),
            "shortcuts": lambda: self.help(SHORTCUTS),
            "log": self.show_log,
            "log_folder": lambda: self._open_folder(log_file().parent),
            "about": self.about,
        }

    def settings(self) -> None:
        """The settings, over the window, which is outgrown when other texts are wanted."""
        self._window.ready()
        window, before = self._window, self._settings.text_size
        dialog = SettingsDialog(self._settings, window.desk, self._jobs.fonts(), window)

        def closed() -> None:
            if self._settings.text_size is not before:
                window.outgrown.emit()

        dialog.finished.connect(closed)
        self._open(dialog)

    def about(self) -> None:
        """Versions, places, licences, self-test."""
        self._open(AboutDialog(self._jobs.inside, self._places(), self._window.work, self._window))

    def help(self, place: Place) -> None:
        """The manual at a place, in a window of its own. Raises Refused."""
        if self.manual is None:
            self.manual = HelpWindow(Book.read())
        self.manual.appear(place)

    def show_log(self) -> None:
        """The log in the system's editor. Raises Refused where there is none."""
        file = log_file()
        if not file.is_file():
            raise Refused(_NO_LOG)
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(file))):
            self._window.say(f"打不开日志，文件在这里：{file}")

    def stop(self) -> None:
        """The manual goes with the window; the settings are told to it no more."""
        self._settings.changed.disconnect(self._heed)
        self._settings.unsaved.disconnect(self._window.say)
        if self.manual is not None:
            self.manual.close()
            self.manual.deleteLater()
            self.manual = None

    def _open(self, dialog: QDialog) -> None:
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _open_folder(self, folder: Path) -> None:
        if not dialogparts.open_folder(folder):
            self._window.say(f"打不开文件夹，它在这里：{folder}")

    def _places(self) -> list[tuple[str, Path]]:
        """Where the person's files lie."""
        opening = self._window.desk.opening
        places: list[tuple[str, Path]] = []
        if backups := opening.backups:
            places += [("数据", opening.file), ("备份", backups.folder)]
        return [*places, ("设置", self._settings.file or settings_file()), ("日志", log_file())]

    def _heed(self, key: str) -> None:
        """Carries out a setting that is another now."""
        if key == "offers_operators":
            self._window.offer.enable(self._settings.offers_operators)
        elif key == "completes":
            self._window.completing.enabled = self._settings.completes
        elif key == "print_choice":
            self._window.side.preview.print_in(self._window.outgoing.choice.font)
