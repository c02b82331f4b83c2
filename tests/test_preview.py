"""The preview's pages: the printed file byte for byte, alike from one thread and from several."""

import tempfile
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Barrier
from typing import BinaryIO

import pytest

from perfdesk import preview
from perfdesk.core.form import Form
from perfdesk.core.template import Template
from perfdesk.preview import TURN, Band, Picture, printout
from perfdesk.report.page import Sheet
from perfdesk.report.pdf import draw_into
from perfdesk.sample import sample_forms
from perfdesk.service import print_forms
from tests.support.forms import clean_form, template

A4 = (595.3, 841.9)  # points
WHITE = b"\xff\xff\xff"


def jobs() -> list[tuple[Form, Template]]:
    return [(form, template(form.template)) for form in sample_forms()]


def ink(picture: Picture) -> int:
    """Pixels that are not white."""
    rows = range(picture.height)
    lines = (picture.pixels[row * picture.stride :][: 4 * picture.width] for row in rows)
    return sum(line[at : at + 3] != WHITE for line in lines for at in range(0, len(line), 4))


@pytest.mark.parametrize("form", sample_forms(), ids=lambda form: form.template)
def test_the_preview_is_the_printed_file(form: Form, tmp_path: Path) -> None:
    target = tmp_path / "表.pdf"
    print_forms([form], target)
    assert printout(form, template(form.template)).pdf == target.read_bytes()


def test_a_printout_knows_the_sizes_of_its_pages() -> None:
    found = printout(clean_form(goal_expected="提高技能。" * 2000), template())
    assert len(found.sizes) > 2
    assert all(size == pytest.approx(A4, abs=0.1) for size in found.sizes)


@pytest.mark.parametrize("scale", [0.5, 1.0, 2.0])
def test_a_picture_has_the_asked_for_scale_and_shows_something(scale: float) -> None:
    picture = printout(clean_form(), template()).picture(0, scale)
    assert (picture.width, picture.height) == pytest.approx((A4[0] * scale, A4[1] * scale), abs=1.1)
    assert picture.stride >= 4 * picture.width
    assert len(picture.pixels) == picture.stride * picture.height
    assert ink(picture) > 1000 * scale


def test_several_threads_give_the_same_files_and_pictures_as_one() -> None:
    alone = [printout(*job) for job in jobs()]
    pictures = [found.picture(0, 1.0) for found in alone]
    begun = Barrier(4)

    def run(seat: int) -> tuple[list[bytes], list[Picture]]:
        begun.wait()
        order = list(range(len(alone)))
        order = order[seat:] + order[:seat]  # at each moment different forms
        found = {place: printout(*jobs()[place]) for place in order}
        shown = {place: found[place].picture(0, 1.0) for place in order}
        return [found[n].pdf for n in range(len(alone))], [shown[n] for n in range(len(alone))]

    with ThreadPoolExecutor(4) as threads:
        results = list(threads.map(run, range(4)))
    for files, shown in results:
        assert files == [found.pdf for found in alone]
        assert shown == pictures


def test_no_two_threads_draw_at_the_same_time(monkeypatch: pytest.MonkeyPatch) -> None:
    inside: list[int] = []
    most: list[int] = []

    def draw(sheets: Iterable[Sheet], stream: BinaryIO, title: str) -> None:
        inside.append(1)
        time.sleep(0.01)
        most.append(len(inside))
        draw_into(sheets, stream, title)
        inside.pop()

    monkeypatch.setattr(preview, "draw_into", draw)
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda job: printout(*job), jobs()))
    assert most == [1] * len(jobs())


def test_printing_that_takes_the_turn_and_a_preview_do_not_disturb_each_other(
    tmp_path: Path,
) -> None:
    forms = sample_forms()
    with ThreadPoolExecutor(1) as threads:
        expected = [printout(*job).pdf for job in jobs()]
        previews = [threads.submit(printout, *job) for job in jobs() * 3]
        for number in range(6):
            with TURN:
                print_forms(forms, tmp_path / f"{number}.pdf")
        assert [preview.result().pdf for preview in previews] == expected * 3
    assert len({(tmp_path / f"{number}.pdf").read_bytes() for number in range(6)}) == 1


def test_it_needs_no_temporary_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "没有"))
    assert printout(replace(clean_form(), project_name=""), template()).sizes


@pytest.mark.parametrize("dpi", [72, 300])
def test_bands_make_up_the_whole_page_without_smooth_edges(dpi: int) -> None:
    found = printout(clean_form(), template())
    bands = list(found.bands(0, dpi, 100))
    width, height = (round(side / 72 * dpi) for side in found.sizes[0])
    assert {band.width for band in bands} == {width}
    assert sum(band.height for band in bands) == height
    assert all(band.height == 100 for band in bands[:-1])
    whole = b"".join(line for band in bands for line in lines_of(band))
    assert whole == b"".join(lines_of(next(iter(found.bands(0, dpi, height)))))
    assert set(whole) == {0, 255}


def lines_of(band: Band) -> list[bytes]:
    """The pixels of each line."""
    starts = range(0, band.height * band.stride, band.stride)
    return [band.pixels[start : start + band.width] for start in starts]
