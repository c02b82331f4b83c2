"""The manual as chapters and sections (手册), read from its Markdown files without Qt."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from perfdesk.files.errors import Refused, reason
from perfdesk.files.locate import manual_folder
from perfdesk.search.query import Haystack, Query

if TYPE_CHECKING:
    from pathlib import Path

CONTENTS = "README.md"
_CHAPTER = re.compile(r"^\d+\. \[(?P<title>[^\]]+)\]\((?P<file>[^)/]+\.md)\)$", re.MULTILINE)
_HEADING = re.compile(r"^(?P<level>#{1,3}) (?P<title>.+)$", re.MULTILINE)
#: Links out of the manual lead nowhere in the program.
_OUTSIDE = re.compile(r"\[(?P<text>[^\]]+)\]\((?:\.\./|[a-z]+:)[^)]*\)")
_MARKS = re.compile(r"[*`|#\[\]]|\([^)]*\.(?:md|png)\)|^-{3,}$|^(?:-|\d+\.) ", re.MULTILINE)
_CHINESE = "\u3000-\u303f\u4e00-\u9fff\uff00-\uffef“”‘’…"
#: Lines of one paragraph: Markdown reads the break between them as a blank, which Chinese has not.
_WRAPPED = re.compile(f"(?<=[{_CHINESE}])\n *(?=[{_CHINESE}])")
_AROUND = 14  # characters of a snippet before what was found
_SNIPPET = 60


@dataclass(frozen=True, slots=True)
class Place:
    """A chapter's file, and a heading in it, '' for its beginning."""

    file: str
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of a chapter with the text below it, as people read it."""

    place: Place
    title: str
    text: str
    level: int


@dataclass(frozen=True, slots=True)
class Chapter:
    """One file. `text` is Markdown."""

    file: str
    title: str
    text: str
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A section that answers a search."""

    place: Place
    title: str
    snippet: str


@dataclass(frozen=True, slots=True)
class Book:
    """The chapters in the order of the table of contents."""

    folder: Path
    chapters: tuple[Chapter, ...]

    @classmethod
    def read(cls, folder: Path | None = None) -> Book:
        """Reads the manual of this installation, or that in `folder`. Raises Refused."""
        try:
            found = folder or manual_folder()
            listed = _CHAPTER.findall((found / CONTENTS).read_text(encoding="utf-8"))
            chapters = [_chapter(found, title, file) for title, file in listed]
        except OSError as error:
            why = "" if error.errno is None else f"（{reason(error)}）"
            raise Refused(f"手册的文件不全{why}，请重新安装程序。") from error
        return cls(found, tuple(chapters))

    def chapter(self, file: str) -> Chapter | None:
        """The chapter of a file."""
        return next((one for one in self.chapters if one.file == file), None)

    def place_of(self, link: str, here: str) -> Place | None:
        """Where a link of chapter `here` leads: `file.md`, `file.md#heading`, `#heading`."""
        file, _, anchor = link.partition("#")
        chapter = self.chapter(file or here)
        if chapter is None:
            return None
        titles = (part.title for part in chapter.sections if anchor and slug(part.title) == anchor)
        return Place(chapter.file, next(titles, ""))

    def search(self, typed: str) -> list[Hit]:
        """The sections that hold every word typed, those with it in their title first.

        Then come those in which it stands as it was typed.
        """
        query = Query.parse(typed)
        if not query.words:
            return []
        phrase = typed.strip().lower()
        by_title: list[Hit] = []
        by_phrase: list[Hit] = []
        by_text: list[Hit] = []
        for chapter in self.chapters:
            for section in chapter.sections:
                if query.matches([section.title]):
                    by_title.append(_hit(chapter, section, ""))
                elif query.finds(Haystack.of([section.title, section.text])):
                    whole = phrase in section.text.lower()
                    (by_phrase if whole else by_text).append(_hit(chapter, section, typed))
        return by_title + by_phrase + by_text


def slug(title: str) -> str:
    """The anchor that GitHub gives a heading."""
    return re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")


def _chapter(folder: Path, title: str, file: str) -> Chapter:
    written = (folder / file).read_text(encoding="utf-8")
    text = _WRAPPED.sub("", _OUTSIDE.sub(r"\g<text>", written))
    heads = [*_HEADING.finditer(text)]
    ends = [*[head.start() for head in heads[1:]], len(text)]
    sections = tuple(
        Section(
            Place(file, head["title"] if number else ""),
            head["title"],
            " ".join(_MARKS.sub(" ", text[head.end() : end]).split()),
            len(head["level"]),
        )
        for number, (head, end) in enumerate(zip(heads, ends, strict=True))
    )
    return Chapter(file, title, text, sections)


def _hit(chapter: Chapter, section: Section, typed: str) -> Hit:
    at = max(0, section.text.lower().find(typed.strip().lower()) - _AROUND) if typed else 0
    rest = section.text[at:]
    snippet = f"{'…' if at else ''}{rest[:_SNIPPET]}{'…' if len(rest) > _SNIPPET else ''}"
    title = chapter.title if section.level == 1 else f"{chapter.title} › {section.title}"
    return Hit(section.place, title, snippet)
