"""XRechnung 3.0 in UBL 2.1; pure."""

from decimal import Decimal
from typing import Any

from members.billing.einvoice.data import OUTSIDE_SCOPE, InvoiceData, Line, Party, Tax
from members.billing.einvoice.xml import Builder, money, number, to_bytes

XRECHNUNG = "urn:cen.eu:en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0"
PEPPOL_PROCESS = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"
SEPA_TRANSFER = "58"
PIECE = "C62"

UBL = "urn:oasis:names:specification:ubl:schema:xsd"
build = Builder(
    {
        None: f"{UBL}:Invoice-2",
        "cac": f"{UBL}:CommonAggregateComponents-2",
        "cbc": f"{UBL}:CommonBasicComponents-2",
    }
)


def to_ubl(invoice: InvoiceData) -> bytes:
    """Return the invoice as XRechnung in UBL."""
    root = build.root("Invoice")
    _head(root, invoice)
    _party(
        root, "cac:AccountingSupplierParty", invoice.seller, with_vat=not invoice.is_outside_scope
    )
    _party(root, "cac:AccountingCustomerParty", invoice.buyer, with_vat=False)
    build.path(root, "cac:Delivery/cbc:ActualDeliveryDate", invoice.service_until.isoformat())
    _payment(root, invoice)
    _tax_total(root, invoice)
    _totals(root, invoice)
    for line in invoice.lines:
        _line(root, line)
    return to_bytes(root)


def _head(root: Any, invoice: InvoiceData) -> None:
    build.text(root, "cbc:CustomizationID", XRECHNUNG)
    build.text(root, "cbc:ProfileID", PEPPOL_PROCESS)
    build.text(root, "cbc:ID", invoice.number)
    build.text(root, "cbc:IssueDate", invoice.issued_on.isoformat())
    build.text(root, "cbc:DueDate", invoice.due_on.isoformat())
    build.text(root, "cbc:InvoiceTypeCode", invoice.type_code)
    build.text(root, "cbc:Note", invoice.note)
    build.text(root, "cbc:DocumentCurrencyCode", "EUR")
    build.text(root, "cbc:BuyerReference", invoice.buyer_reference)
    period = build.group(root, "cac:InvoicePeriod")
    build.text(period, "cbc:StartDate", invoice.service_from.isoformat())
    build.text(period, "cbc:EndDate", invoice.service_until.isoformat())
    if invoice.preceding:
        reference = build.group(
            build.group(root, "cac:BillingReference"), "cac:InvoiceDocumentReference"
        )
        build.text(reference, "cbc:ID", invoice.preceding.number)
        build.text(reference, "cbc:IssueDate", invoice.preceding.issued_on.isoformat())


def _party(root: Any, role: str, party: Party, *, with_vat: bool) -> None:
    """Write seller or buyer; BR-O-02 forbids the seller's VAT id on an invoice of category O."""
    node = build.group(build.group(root, role), "cac:Party")
    build.text(node, "cbc:EndpointID", party.endpoint, schemeID=party.endpoint_scheme)
    build.path(node, "cac:PartyName/cbc:Name", party.name)
    address = build.group(node, "cac:PostalAddress")
    build.text(address, "cbc:StreetName", party.street)
    build.text(address, "cbc:CityName", party.city)
    build.text(address, "cbc:PostalZone", party.postcode)
    build.path(address, "cac:Country/cbc:IdentificationCode", party.country)
    if with_vat and party.vat_id:
        _tax_scheme(node, party.vat_id, "VAT")
    if party.tax_number:
        _tax_scheme(node, party.tax_number, "FC")
    legal = build.group(node, "cac:PartyLegalEntity")
    build.text(legal, "cbc:RegistrationName", party.name)
    build.text(legal, "cbc:CompanyID", party.register_number)
    if party.contact_name:
        contact = build.group(node, "cac:Contact")
        build.text(contact, "cbc:Name", party.contact_name)
        build.text(contact, "cbc:Telephone", party.contact_phone)
        build.text(contact, "cbc:ElectronicMail", party.contact_email)


def _tax_scheme(node: Any, company_id: str, scheme: str) -> None:
    entry = build.group(node, "cac:PartyTaxScheme")
    build.text(entry, "cbc:CompanyID", company_id)
    build.path(entry, "cac:TaxScheme/cbc:ID", scheme)


def _payment(root: Any, invoice: InvoiceData) -> None:
    means = build.group(root, "cac:PaymentMeans")
    build.text(means, "cbc:PaymentMeansCode", SEPA_TRANSFER)
    build.text(means, "cbc:PaymentID", invoice.account.reference)
    account = build.group(means, "cac:PayeeFinancialAccount")
    build.text(account, "cbc:ID", invoice.account.iban)
    build.text(account, "cbc:Name", invoice.account.holder)
    build.path(account, "cac:FinancialInstitutionBranch/cbc:ID", invoice.account.bic)
    build.path(root, "cac:PaymentTerms/cbc:Note", invoice.terms)


def _tax_total(root: Any, invoice: InvoiceData) -> None:
    total = build.group(root, "cac:TaxTotal")
    _amount(total, "cbc:TaxAmount", invoice.vat)
    for tax in invoice.taxes:
        row = build.group(total, "cac:TaxSubtotal")
        _amount(row, "cbc:TaxableAmount", tax.base)
        _amount(row, "cbc:TaxAmount", tax.amount)
        _category(row, "cac:TaxCategory", tax)


def _category(parent: Any, name: str, tax: Tax) -> None:
    """Write the category; XRechnung wants a rate in the breakdown even for O (BR-DE-14)."""
    node = build.group(parent, name)
    build.text(node, "cbc:ID", tax.category)
    build.text(node, "cbc:Percent", number(tax.rate))
    build.text(node, "cbc:TaxExemptionReasonCode", tax.reason_code)
    build.text(node, "cbc:TaxExemptionReason", tax.reason)
    build.path(node, "cac:TaxScheme/cbc:ID", "VAT")


def _totals(root: Any, invoice: InvoiceData) -> None:
    totals = build.group(root, "cac:LegalMonetaryTotal")
    _amount(totals, "cbc:LineExtensionAmount", invoice.net)
    _amount(totals, "cbc:TaxExclusiveAmount", invoice.net)
    _amount(totals, "cbc:TaxInclusiveAmount", invoice.gross)
    _amount(totals, "cbc:PayableAmount", invoice.gross)


def _line(root: Any, line: Line) -> None:
    node = build.group(root, "cac:InvoiceLine")
    build.text(node, "cbc:ID", str(line.position))
    build.text(node, "cbc:Note", line.note)
    build.text(node, "cbc:InvoicedQuantity", number(line.quantity), unitCode=PIECE)
    _amount(node, "cbc:LineExtensionAmount", line.net)
    build.text(node, "cbc:AccountingCost", line.cost_centre)
    period = build.group(node, "cac:InvoicePeriod")
    build.text(period, "cbc:StartDate", line.service_from.isoformat())
    build.text(period, "cbc:EndDate", line.service_until.isoformat())
    item = build.group(node, "cac:Item")
    build.text(item, "cbc:Name", line.name)
    category = build.group(item, "cac:ClassifiedTaxCategory")
    build.text(category, "cbc:ID", line.category)
    if line.category != OUTSIDE_SCOPE:
        # BR-O-05: a line outside the scope of VAT has no rate.
        build.text(category, "cbc:Percent", number(line.rate))
    build.path(category, "cac:TaxScheme/cbc:ID", "VAT")
    _amount(build.group(node, "cac:Price"), "cbc:PriceAmount", line.unit_price)


def _amount(parent: Any, name: str, amount: Decimal) -> None:
    build.text(parent, name, money(amount), currencyID="EUR")
