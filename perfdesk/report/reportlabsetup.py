"""What reportlab has to do otherwise than by default; set once for the whole process.

Characters beyond U+FFFF: reportlab writes their ToUnicode entry with five hex digits. PDF readers
want UTF-16 there; without it the page looks right but cannot be copied or searched.
"""

from __future__ import annotations

from functools import cache

from reportlab import rl_config
from reportlab.pdfbase import ttfonts

_original = ttfonts.makeToUnicodeCMap


@cache
def set_up() -> None:
    """To be called before a font is registered or a canvas made; calling again changes nothing."""
    rl_config.useA85 = 0  # binary streams: smaller and faster to write
    ttfonts.makeToUnicodeCMap = _utf16_cmap


def _utf16_cmap(fontname: str, subset: list[int]) -> str:
    cmap: str = _original(fontname, subset)
    for code in {code for code in subset if code > 0xFFFF}:
        pair = chr(code).encode("utf-16-be").hex().upper()
        cmap = cmap.replace(f"<{code:04X}>", f"<{pair}>")
    return cmap
