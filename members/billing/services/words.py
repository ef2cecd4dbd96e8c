"""Quantities and dates as they are written in German documents; pure."""

import datetime as dt
from decimal import Decimal


def quantity(value: Decimal) -> str:
    """Return a number without needless zeros, with a decimal comma."""
    text = f"{value:f}"
    short = text.rstrip("0").rstrip(".") if "." in text else text
    return short.replace(".", ",").replace("-", "−")


def german_date(day: dt.date) -> str:
    """Return a date such as 04.05.2026."""
    return f"{day:%d.%m.%Y}"
