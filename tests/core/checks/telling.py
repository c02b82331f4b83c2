"""What a rule says of a form, in tests."""

from perfdesk.core.finding import Finding
from perfdesk.core.form import Form
from tests.support.forms import found


def only(form: Form, rule: str) -> Finding:
    """The one finding of a rule."""
    findings = found(form, rule)
    assert len(findings) == 1, findings
    assert findings[0].message.endswith("。")
    return findings[0]
