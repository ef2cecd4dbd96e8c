"""Invoice numbers and payment references; pure."""

import re

from stdnum.iso7064 import mod_97_10


def invoice_number(series: str, year: int, counter: int) -> str:
    """Return a number such as RE-2026-00042."""
    return f"{series}-{year}-{counter:05d}"


def creditor_reference(number: str) -> str:
    """Return the RF reference (ISO 11649) of an invoice number, for the payer's bank."""
    body = re.sub(r"[^A-Z0-9]", "", number.upper())
    return f"RF{mod_97_10.calc_check_digits(body + 'RF')}{body}"


def grouped(text: str) -> str:
    """Return an IBAN or reference in groups of four, as people read it."""
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))
