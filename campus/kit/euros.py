"""Amounts as people in Germany write and read them: 1.234,56 €."""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from campus.kit.money import round_cent

# Thousands by points, cents after a comma, and the true minus sign.
GERMAN = str.maketrans(",.-", ".,−")
WRITTEN = re.compile(
    r"(?P<whole>[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+)(?:,(?P<cents>[0-9]{1,2}))?\s*(?:€|EUR)?"
)


def euro(amount: Decimal) -> str:
    """Return an amount such as 1.234,56 €, rounded to cents as everywhere."""
    return f"{round_cent(amount):,.2f}".translate(GERMAN) + "\N{NO-BREAK SPACE}€"


def parse_euro(text: str) -> Decimal | None:
    """Read an amount in German notation, strictly; None where it could mean something else.

    "1.234,56", "1234,5" and "1.234" are read; "1,234.56", "12.34" and "1.23,4" are not: a guess
    would be wrong by a factor of a hundred or a thousand.
    """
    found = WRITTEN.fullmatch(text.strip())
    if not found:
        return None
    whole, cents = found["whole"].replace(".", ""), found["cents"] or ""
    # Written out instead of rounded: rounding fails beyond 28 digits.
    return Decimal(f"{whole}.{cents:0<2}")


class EuroField(forms.CharField):
    """A form field for an amount; what cannot be read is kept and answered by a sentence."""

    default_error_messages = {
        "unreadable": _(
            "This amount cannot be read. Please write it with a comma before the cents, "
            "such as 1.234,56."
        ),
        "too_high": _("This amount is too high."),
    }
    largest = Decimal("9999999.99")

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget.attrs.setdefault("inputmode", "decimal")

    def prepare_value(self, value: Any) -> Any:
        """Show a stored amount as it would be typed."""
        if isinstance(value, Decimal):
            return f"{value:,.2f}".translate(GERMAN)
        return value

    def to_python(self, value: Any) -> Any:
        """Return the amount as Decimal, or None if nothing was typed."""
        text = super().to_python(value)
        if not text:
            return None
        amount = parse_euro(text)
        if amount is None:
            raise ValidationError(self.error_messages["unreadable"], code="unreadable")
        if amount > self.largest:
            raise ValidationError(self.error_messages["too_high"], code="too_high")
        return amount
