"""What a rule says of a form, in tests."""

from dataclasses import fields

from perfdesk.core.cells import text_at
from perfdesk.core.finding import Finding
from perfdesk.core.form import Form, Printed
from tests.support.forms import found

#: Places that no one types: figures, the table and the form as a whole, what a source printed.
_SHOWN = {
    *("form", "indicators", "grade", "total_score", "total_weight"),
    *("funding.total.rate", "funding.total.score"),
    *(f"printed.{item.name}" for item in fields(Printed)),
}


def only(form: Form, rule: str) -> Finding:
    """The one finding of a rule; whatever it names is there."""
    findings = found(form, rule)
    assert len(findings) == 1, findings
    assert findings[0].cells[0] == findings[0].where
    assert findings[0].message.endswith("。")
    for cell in findings[0].cells:
        assert cell in _SHOWN or text_at(form, cell) is not None
    return findings[0]
