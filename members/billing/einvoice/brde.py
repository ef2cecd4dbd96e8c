"""The German rules of XRechnung (BR-DE) and what no official rule checks, in a clerk's words.

Each rule is one function that returns a sentence where the invoice breaks it. No package with
the official BR-DE rules was found; the numbers are those of the XRechnung standard.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from stdnum import iban
from stdnum.de import leitweg

from members.billing.einvoice.data import (
    CORRECTION,
    EXEMPT,
    INVOICE,
    LEITWEG_SCHEME,
    OUTSIDE_SCOPE,
    STANDARD,
    InvoiceData,
)

Sentence = str | Promise
ALLOWED_TYPES = {"326", INVOICE, "381", CORRECTION, "389", "875", "876", "877"}


@dataclass(frozen=True, slots=True)
class Breach:
    """A broken rule with the sentence that says what to do."""

    rule: str
    sentence: Sentence


def payment_instructions(invoice: InvoiceData) -> Sentence | None:
    """BR-DE-1, BR-DE-23: how to pay, by transfer to an account."""
    if invoice.account.iban:
        return None
    return _("The cooperative's IBAN is missing. Please add it to the invoice settings.")


def valid_iban(invoice: InvoiceData) -> Sentence | None:
    """BR-DE-19."""
    if not invoice.account.iban or iban.is_valid(invoice.account.iban):
        return None
    return _("The cooperative's IBAN is not valid. Please correct it in the invoice settings.")


def seller_address(invoice: InvoiceData) -> Sentence | None:
    """BR-DE-3, BR-DE-4."""
    if invoice.seller.city and invoice.seller.postcode:
        return None
    return _("Town or postcode of the cooperative is missing. Please add it to the settings.")


def seller_contact(invoice: InvoiceData) -> Sentence | None:
    """BR-DE-2, BR-DE-5, BR-DE-6, BR-DE-7."""
    seller = invoice.seller
    if seller.contact_name and seller.contact_phone and seller.contact_email:
        return None
    return _(
        "The contact for invoices needs a name, a telephone number and an e-mail address. "
        "Please complete the invoice settings."
    )


def seller_phone(invoice: InvoiceData) -> Sentence | None:
    """BR-DE-27: at least three digits."""
    if len(re.findall(r"\d", invoice.seller.contact_phone)) >= 3:
        return None
    return _("The telephone number for invoices needs at least three digits.")


def seller_email(invoice: InvoiceData) -> Sentence | None:
    """BR-DE-28."""
    if re.fullmatch(r"[^@\s.][^@\s]*[^@\s.]@[^@\s.]+(\.[^@\s.]+)+", invoice.seller.contact_email):
        return None
    return _("The e-mail address for invoices is not valid. Please correct the settings.")


def buyer_address(invoice: InvoiceData) -> Sentence | None:
    """BR-DE-8, BR-DE-9."""
    if invoice.buyer.city and invoice.buyer.postcode:
        return None
    return _("Town or postcode of the municipality is missing. Please complete its address.")


def rate_in_breakdown(invoice: InvoiceData) -> Sentence | None:
    """BR-DE-14; a rate of 0 counts, so that only a breakdown without rows breaks it."""
    if invoice.taxes:
        return None
    return _("The invoice has no VAT row. Please make the draft anew.")


def buyer_reference(invoice: InvoiceData) -> Sentence | None:
    """BR-DE-15: the Leitweg-ID or another agreed reference."""
    if invoice.buyer_reference:
        return None
    return _("The Leitweg-ID of the municipality is missing. Please add it to its master data.")


def valid_leitweg_id(invoice: InvoiceData) -> Sentence | None:
    """No official rule checks the Leitweg-ID's check digits; receivers do."""
    is_leitweg = invoice.buyer.endpoint_scheme == LEITWEG_SCHEME
    if not is_leitweg or leitweg.is_valid(invoice.buyer.endpoint):
        return None
    return _("The Leitweg-ID of the municipality is not valid. Please ask the municipality for it.")


def buyer_endpoint(invoice: InvoiceData) -> Sentence | None:
    """PEPPOL-EN16931-R010: the buyer's electronic address."""
    if invoice.buyer.endpoint:
        return None
    return _(
        "The municipality has neither a Leitweg-ID nor an e-mail address for invoices. "
        "Please add one of them to its master data."
    )


def seller_tax_identity(invoice: InvoiceData) -> Sentence | None:
    """BR-DE-16: VAT id or tax number wherever VAT or an exemption is stated."""
    stated = {tax.category for tax in invoice.taxes} & {STANDARD, EXEMPT}
    if not stated or invoice.seller.vat_id or invoice.seller.tax_number:
        return None
    return _("Tax number and VAT identification number are missing. Please add one of them.")


def known_type(invoice: InvoiceData) -> Sentence | None:
    """BR-DE-17."""
    if invoice.type_code in ALLOWED_TYPES:
        return None
    return _("This kind of document cannot be sent as an XRechnung.")


def correction_names_invoice(invoice: InvoiceData) -> Sentence | None:
    """BR-DE-26: a corrected invoice says which invoice it corrects."""
    if invoice.type_code != CORRECTION or invoice.preceding:
        return None
    return _("The correction does not name the invoice that it corrects.")


def contribution_stands_alone(invoice: InvoiceData) -> Sentence | None:
    """BR-O-11: nothing else beside what is not subject to VAT."""
    categories = {tax.category for tax in invoice.taxes}
    if OUTSIDE_SCOPE not in categories or len(categories) == 1:
        return None
    return _("Contributions and courses need separate invoices. Please make the drafts anew.")


RULES: dict[str, Callable[[InvoiceData], Sentence | None]] = {
    "BR-DE-1": payment_instructions,
    "BR-DE-2": seller_contact,
    "BR-DE-3": seller_address,
    "BR-DE-8": buyer_address,
    "BR-DE-14": rate_in_breakdown,
    "BR-DE-15": buyer_reference,
    "BR-DE-16": seller_tax_identity,
    "BR-DE-17": known_type,
    "BR-DE-19": valid_iban,
    "BR-DE-26": correction_names_invoice,
    "BR-DE-27": seller_phone,
    "BR-DE-28": seller_email,
    "BR-O-11": contribution_stands_alone,
    "Leitweg-ID": valid_leitweg_id,
    "PEPPOL-EN16931-R010": buyer_endpoint,
}


def breaches(invoice: InvoiceData) -> list[Breach]:
    """Return every rule that the invoice breaks."""
    found = [(name, rule(invoice)) for name, rule in RULES.items()]
    return [Breach(name, sentence) for name, sentence in found if sentence]
