"""How a person wants it printed, and what of that is remembered for the next time."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from perfdesk.core.form import Form

#: The printer that is none: a file is written.
PDF = ""
MOST_COPIES = 99
#: What the font of the program itself is called.
BUNDLED = "程序自带的宋体"
#: Shown where a font could be chosen.
NO_FONTS = f"{BUNDLED}（本机没有可以另选的宋体、仿宋）"
#: Copies, template and watermark belong to one occasion: remembered, they would waste paper,
#: convert sums, or put 草稿 over a form that is handed in.
_TEXTS, _TRUTHS = ("printer", "font"), ("continuing", "collate")
_KEPT: dict[str, type] = dict.fromkeys(_TEXTS, str) | dict.fromkeys(_TRUTHS, bool)


@dataclass(frozen=True, slots=True)
class PrintChoice:
    """What the print dialog is left with.

    `printer` and `font` are names, '' for a PDF file and the bundled font; `template` is the id of
    one that all forms are moved to, '' for their own; `signature` None leaves the block to it.
    """

    printer: str = PDF
    draft: bool = False
    signature: bool | None = None
    font: str = ""
    continuing: bool = True
    template: str = ""
    copies: int = 1
    collate: bool = True

    @property
    def on_pages(self) -> PrintChoice:
        """Only what is seen on the pages; the rest says where they go, and how often."""
        plain = PrintChoice()
        return replace(self, printer=plain.printer, copies=plain.copies, collate=plain.collate)

    @property
    def kept(self) -> dict[str, Any]:
        """What is remembered, as plain values."""
        return {key: value for key, value in asdict(self).items() if key in {*_KEPT, "signature"}}


def remembered(table: Mapping[str, Any]) -> PrintChoice:
    """The choice of the last time; what is missing or makes no sense is as at first."""
    found = {key: table[key] for key, kind in _KEPT.items() if type(table.get(key)) is kind}
    signature = table.get("signature")
    return PrintChoice(**found, signature=signature if isinstance(signature, bool) else None)


@dataclass(frozen=True, slots=True)
class PrintOrder:
    """Forms to print, at least one, in their order, on the template chosen; and how."""

    forms: tuple[Form, ...]
    choice: PrintChoice
