"""How keys are written for people: Alt+↑, everywhere alike."""

from __future__ import annotations

from PySide6.QtCore import QTranslator

_ARROWS = {"Up": "↑", "Down": "↓", "Left": "←", "Right": "→"}
_WORDS = {arrow: word for word, arrow in _ARROWS.items()}


def shown_keys(shortcut: str) -> str:
    """Alt+Up, as the table of actions has it, becomes Alt+↑."""
    return _renamed(shortcut, _ARROWS)


def typed_keys(shown: str) -> str:
    """The way back, for who types the words of a shortcut."""
    return _renamed(shown, _WORDS)


class KeyNames(QTranslator):
    """Keeps Qt's menus to the same names: its Chinese texts say 上方向 for ↑."""

    def translate(
        self,
        context: str,
        source: str,
        disambiguation: str | None = None,  # noqa: ARG002 - Qt's
        n: int = -1,  # noqa: ARG002 - Qt's
    ) -> str | None:
        """A key's name; None leaves all other texts to the translators before."""
        return _ARROWS.get(source, source) if context == "QShortcut" else None


def _renamed(keys: str, names: dict[str, str]) -> str:
    return "+".join(names.get(key, key) for key in keys.split("+"))
