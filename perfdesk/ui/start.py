"""The application: style, palette, fonts, Qt's own texts in Chinese, and the event loop."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QTranslator
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication

from perfdesk import log
from perfdesk.files.errors import Refused
from perfdesk.files.folders import settings_file
from perfdesk.files.locate import resource
from perfdesk.ui import dialogs
from perfdesk.ui.faults import FaultHook
from perfdesk.ui.freshening import freshen
from perfdesk.ui.icons import program_icon
from perfdesk.ui.joblog import logged
from perfdesk.ui.keynames import KeyNames
from perfdesk.ui.longwork import LongWork
from perfdesk.ui.openstore import open_desk
from perfdesk.ui.settings import Settings
from perfdesk.ui.sitting import Sitting
from perfdesk.ui.style import PerfDeskStyle
from perfdesk.ui.theme import appearance
from perfdesk.ui.window import APPLICATION

if TYPE_CHECKING:
    from perfdesk.arrivals import Welcome
    from perfdesk.ui.jobs import Jobs

_FONTS = ("PerfDeskSans-Regular.ttf", "PerfDeskSans-Bold.ttf")
#: 五号, the size of office work.
_POINTS = 10.5
#: Seconds. Forms are printed and exported in threads, in Python: with Python's own 5 ms the window
#: would wait so long for its turn, and at every key it needs dozens.
_TURN = 0.0001


def make_application(argv: Sequence[str]) -> QApplication:
    """The application, dressed; the existing one where there is one. Raises Refused."""
    running = QApplication.instance()
    application = running if isinstance(running, QApplication) else QApplication(list(argv))
    application.setApplicationName("perfdesk")
    application.setApplicationDisplayName(APPLICATION)
    dress(application)
    return application


def dress(application: QApplication) -> None:
    """Our style, colours, icon and font; Chinese for Qt's own dialogs. Raises Refused."""
    application.setStyle(PerfDeskStyle())
    appearance().follow()
    application.setWindowIcon(program_icon())
    if family := load_fonts():
        font = QFont(family)
        font.setPointSizeF(_POINTS)
        application.setFont(font)
    translator = QTranslator(application)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load("qtbase_zh_CN", folder):
        application.installTranslator(translator)
    application.installTranslator(KeyNames(application))  # asked first


def stay_quick() -> None:
    """Nobody who types waits for a thread, or for the rubbish of the start to be looked through.

    What is there now lives as long as the window: walking through it would take several frames.
    """
    sys.setswitchinterval(_TURN)
    gc.freeze()


def enlarge(application: QApplication, factor: float) -> None:
    """All texts of the window, against the usual size."""
    font = application.font()
    font.setPointSizeF(_POINTS * factor)
    application.setFont(font)


def load_fonts() -> str:
    """The family of the bundled fonts; '' where they cannot be loaded."""
    families: list[str] = []
    for name in _FONTS:
        number = QFontDatabase.addApplicationFont(str(resource("fonts", name)))
        if number >= 0:
            families += QFontDatabase.applicationFontFamilies(number)
    return families[0] if families else ""


def run(
    where: str | None,
    jobs: Jobs,
    argv: Sequence[str],
    version: str,
    welcome: Welcome | None = None,
) -> int:
    """Shows the window on the store at `where` until it is closed; the exit status.

    `welcome` comes first.
    """
    try:
        application = make_application(argv)
    except Refused as refused:  # a theme's file is missing or broken
        dialogs.tell(None, str(refused))
        return 1
    application.setApplicationVersion(version)
    with _watched():
        return _sit(application, where, jobs, welcome)


@contextmanager
def _watched() -> Iterator[None]:
    """Errors that nobody expected are shown, and what is done is logged."""
    hook, turn = FaultHook(), sys.getswitchinterval()
    hook.install()
    with suppress(Refused):  # the program works without a log
        log.start()
    try:
        yield
    finally:
        sys.setswitchinterval(turn)
        gc.unfreeze()
        hook.remove()
        log.note("end")
        log.stop()


def _sit(application: QApplication, where: str | None, jobs: Jobs, welcome: Welcome | None) -> int:
    """The window, once its store is open; 1 where the person gave that up."""
    settings = Settings(settings_file())
    enlarge(application, settings.text_size.factor)
    appearance().want(settings.appearance)
    desk = open_desk(where)
    if desk is None:
        return 1
    freshen(desk, LongWork())
    sitting = Sitting(desk, logged(jobs), settings, partial(enlarge, application))
    stay_quick()
    return sitting.run(application, welcome)
