"""What the list of forms is narrowed to (筛选): values, their words, and plain values to keep."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from perfdesk.core.state import State
from perfdesk.store.listing import Findings, Wanted

if TYPE_CHECKING:
    from collections.abc import Mapping

FINDINGS = {
    Findings.ERRORS: "有错误",
    Findings.SOME: "有错误或警告",
    Findings.NONE: "没有错误和警告",
}


@dataclass(frozen=True, slots=True)
class Narrowed:
    """A None narrows nothing."""

    state: State | None = None
    findings: Findings | None = None
    unit: str | None = None
    grade: str | None = None

    @property
    def text(self) -> str:
        """草稿 · 有错误; '' where nothing is narrowed."""
        words = (
            self.state.label if self.state else None,
            FINDINGS[self.findings] if self.findings else None,
            self.grade,
            self.unit if self.unit != "" else "未填单位",
        )
        return " · ".join(word for word in words if word)

    def wanted(self, text: str, year: int | None) -> Wanted:
        """What the store is asked."""
        return Wanted(text, year, self.unit, self.state, self.grade, self.findings)

    def switched(self, key: str, value: Any) -> Narrowed:
        """With another value for a field; the same value again narrows by it no more."""
        return replace(self, **{key: None if getattr(self, key) == value else value})

    def plain(self) -> dict[str, str]:
        """For keeping: what is narrowed, as plain texts."""
        state, findings = self.state, self.findings
        values = {
            "state": state.value if state else None,
            "findings": findings.value if findings else None,
            "unit": self.unit,
            "grade": self.grade,
        }
        return {key: value for key, value in values.items() if value is not None}


def narrowed_from(plain: Mapping[str, object]) -> Narrowed:
    """From plain values; what makes no sense narrows nothing."""
    states = {state.value: state for state in State}
    findings = {item.value: item for item in FINDINGS}
    unit, grade = plain.get("unit"), plain.get("grade")
    return Narrowed(
        states.get(str(plain.get("state"))),
        findings.get(str(plain.get("findings"))),
        unit if isinstance(unit, str) else None,
        grade if isinstance(grade, str) and grade else None,
    )
