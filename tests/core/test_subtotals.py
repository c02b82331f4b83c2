"""Sub-totals of groups: typed scores count, else suggested ones; formats are the columns'."""

from decimal import Decimal

from perfdesk.core.form import Indicator
from perfdesk.core.formats import TWO_PLACES, NumberFormat
from perfdesk.core.scoring import score_form
from perfdesk.core.subtotals import Subtotal, subtotal
from tests.support.forms import clean_form, row, rules, typed


def of(*rows: Indicator) -> Subtotal | None:
    form = clean_form()
    texts = {
        f"indicators[{place}].{key}": getattr(one, key).text
        for place, one in enumerate(rows)
        for key in ("target", "actual", "weight", "score")
    }
    form = typed(form, texts)
    scores = score_form(form, rules())
    return subtotal(form.indicators[: len(rows)], scores.rows[: len(rows)])


def test_scores_typed_and_suggested_are_summed_beside_the_weights() -> None:
    found = of(row("≥350", "223", "5.00"), row("≥10", "10", "55", score="50.5"))
    assert found == Subtotal(Decimal("53.69"), Decimal("60.00"))
    assert found.text(TWO_PLACES, TWO_PLACES) == "53.69/60.00"


def test_each_figure_has_its_columns_format() -> None:
    found = Subtotal(Decimal("3.5"), Decimal("5.0"))
    assert found.text(NumberFormat.of("0.##"), NumberFormat.of("0")) == "3.5/5"


def test_what_is_not_filled_or_no_number_is_left_out() -> None:
    assert of(row("及时", "", "10"), row("及时", "", "十", score="3")) == Subtotal(
        Decimal(3), Decimal(10)
    )
    assert of(row("及时", "", "")) is None
    assert subtotal((), ()) is None
