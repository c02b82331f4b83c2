"""A press in its own process: it draws what is printed; whatever ends it is one sentence."""

import errno
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from multiprocessing import active_children
from multiprocessing.context import SpawnProcess

import pytest

from perfdesk import app
from perfdesk.files.errors import Refused
from perfdesk.press import Pages, Press
from perfdesk.preview import Picture, printout
from perfdesk.sample import sample_forms
from tests.support.forms import clean_form, template
from tests.support.printers import Unready, by_name
from tests.support.tools import ROOT

CRASHED = "预览没有画成：绘制程序意外停止。改动表单后会再画一次。"


@pytest.fixture
def press() -> Iterator[Press]:
    press = Press(by_name, seconds=1.5, memory=400_000_000)
    yield press
    press.close()
    assert not active_children()


def drawn(press: Press, name: str, font: str = "") -> Pages:
    return press(clean_form(project_name=name), template(), font)


def process_of(pages: Pages) -> str:
    return pages.notes[1]


def text_of(picture: Picture) -> str:
    return picture.pixels.decode().rstrip()


def test_it_draws_what_is_printed() -> None:
    press = app.press()
    try:
        for form in sample_forms():
            expected = printout(form, template(form.template))
            pages = press(form, template(form.template), "")
            assert (pages.sizes, pages.notes) == (expected.sizes, expected.notes)
            for page in range(len(pages.sizes)):
                assert pages.picture(page, 1.3) == expected.picture(page, 1.3)
    finally:
        press.close()


def test_the_form_the_font_page_and_scale_are_those_asked_for(press: Press) -> None:
    pages = drawn(press, "甲", "仿宋")
    assert pages.notes[0] == "甲仿宋"
    picture = pages.picture(3, 2.0)
    assert (picture.width, picture.height, text_of(picture)) == (4, 2, "甲仿宋")


def test_one_process_draws_form_after_form(press: Press) -> None:
    assert len({process_of(drawn(press, name)) for name in "甲乙丙"}) == 1
    assert len(active_children()) == 1


def test_pages_of_a_form_drawn_before_are_drawn_again(press: Press) -> None:
    first = drawn(press, "甲")
    drawn(press, "乙")
    assert text_of(first.picture(0, 1.0)) == "甲"


def test_it_loads_no_qt(press: Press) -> None:
    assert drawn(press, "甲").notes[2] == ""


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("crash", CRASHED),
        ("hang", "预览没有画成：用时太长，已停止。改动表单后会再画一次。"),
        ("eat", "预览没有画成：内存不够。改动表单后会再画一次。"),
        ("refuse", "不行。"),
    ],
)
def test_what_breaks_it_is_one_sentence_and_the_next_form_is_drawn(
    press: Press, name: str, sentence: str
) -> None:
    before = drawn(press, "甲")
    with pytest.raises(Refused) as refused:
        drawn(press, name)
    assert str(refused.value) == sentence
    after = drawn(press, "乙")
    assert text_of(after.picture(0, 1.0)) == "乙"
    assert (process_of(after) == process_of(before)) == (name == "refuse")


def test_killed_while_it_has_nothing_to_do_it_is_started_again_without_a_word(press: Press) -> None:
    pages = drawn(press, "甲")
    for child in active_children():
        child.kill()
        child.join()
    assert text_of(pages.picture(0, 1.0)) == "甲"


def test_a_press_that_cannot_start_says_so() -> None:
    press = Press(Unready())
    with pytest.raises(Refused, match="绘制程序无法启动，请重新启动本程序后再试"):
        drawn(press, "甲")
    press.close()


def test_where_the_system_starts_no_process_it_says_so_and_tries_again(
    press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: SpawnProcess) -> None:
        raise OSError(errno.ENOMEM, "Cannot allocate memory")

    with monkeypatch.context() as crowded:
        crowded.setattr(SpawnProcess, "start", refuse)
        with pytest.raises(Refused, match="绘制程序无法启动，请重新启动本程序后再试"):
            drawn(press, "甲")
    assert text_of(drawn(press, "甲").picture(0, 1.0)) == "甲"


def test_nothing_starts_before_the_first_form(press: Press) -> None:
    assert not active_children()
    assert process_of(drawn(press, "甲"))


def test_closed_it_refuses_everything_and_starts_nothing(press: Press) -> None:
    pages = drawn(press, "甲")
    press.close()
    with pytest.raises(Refused, match="预览已经关闭"):
        pages.picture(0, 1.0)
    assert not active_children()


def test_closing_gives_up_what_is_under_way() -> None:
    press = Press(by_name, seconds=60)
    with ThreadPoolExecutor(1) as threads:
        waiting = threads.submit(drawn, press, "hang")
        while not active_children():
            time.sleep(0.01)
        press.close()
        with pytest.raises(Refused, match="预览已经关闭"):
            waiting.result()


DRAWING = """
import os, signal, sys
from threading import Timer
from perfdesk.press import Press
from tests.support.forms import clean_form, template
from tests.support.printers import by_name
if __name__ == "__main__":
    press = Press(by_name, seconds=2)
    print(*press(clean_form(), template(), "").notes, flush=True)
    Timer(0.3, os.kill, (os.getpid(), signal.SIGKILL)).start()
    press(clean_form(project_name=sys.argv[1]), template(), "")
    signal.pause()
"""


@pytest.mark.skipif(os.name == "nt", reason="there is no such signal")
@pytest.mark.parametrize("busy", ["hang", "甲"])
def test_it_ends_with_a_program_that_is_killed(busy: str) -> None:
    done = subprocess.run(  # it comes back when nobody holds the output any more
        [sys.executable, "-c", DRAWING, busy],
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == -signal.SIGKILL
    assert done.stdout
    assert not done.stderr
