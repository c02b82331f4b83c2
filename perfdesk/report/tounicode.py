"""Characters beyond U+FFFF in PDFs: reportlab writes their ToUnicode entry with five hex digits.

PDF readers want UTF-16 there; without this the page looks right but cannot be copied or searched.
"""

from __future__ import annotations

from reportlab.pdfbase import ttfonts

_original = ttfonts.makeToUnicodeCMap


def install() -> None:
    """Makes every font registered from now on write UTF-16; calling again changes nothing."""
    ttfonts.makeToUnicodeCMap = _utf16_cmap


def _utf16_cmap(fontname: str, subset: list[int]) -> str:
    cmap: str = _original(fontname, subset)
    for code in {code for code in subset if code > 0xFFFF}:
        pair = chr(code).encode("utf-16-be").hex().upper()
        cmap = cmap.replace(f"<{code:04X}>", f"<{pair}>")
    return cmap
