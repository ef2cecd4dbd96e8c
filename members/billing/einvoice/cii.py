"""XRechnung 3.0 in UN/CEFACT CII, and the CII of a ZUGFeRD PDF; pure."""

import datetime as dt
from decimal import Decimal
from typing import Any

from members.billing.einvoice.data import OUTSIDE_SCOPE, InvoiceData, Line, Party, Tax
from members.billing.einvoice.ubl import PEPPOL_PROCESS, PIECE, SEPA_TRANSFER, XRECHNUNG
from members.billing.einvoice.xml import Builder, day_8, money, number, to_bytes

EN16931 = "urn:cen.eu:en16931:2017"

CEFACT = "urn:un:unece:uncefact:data:standard"
build = Builder(
    {
        "rsm": f"{CEFACT}:CrossIndustryInvoice:100",
        "ram": f"{CEFACT}:ReusableAggregateBusinessInformationEntity:100",
        "qdt": f"{CEFACT}:QualifiedDataType:100",
        "udt": f"{CEFACT}:UnqualifiedDataType:100",
    }
)


def to_cii(invoice: InvoiceData, guideline: str = XRECHNUNG) -> bytes:
    """Return the invoice in CII; `guideline` (BT-24) tells XRechnung from plain EN 16931."""
    root = build.root("rsm:CrossIndustryInvoice")
    _context(root, guideline)
    _document(root, invoice)
    trade = build.group(root, "rsm:SupplyChainTradeTransaction")
    for line in invoice.lines:
        _line(trade, line)
    agreement = build.group(trade, "ram:ApplicableHeaderTradeAgreement")
    build.text(agreement, "ram:BuyerReference", invoice.buyer_reference)
    with_vat = not invoice.is_outside_scope
    _party(agreement, "ram:SellerTradeParty", invoice.seller, with_vat=with_vat)
    _party(agreement, "ram:BuyerTradeParty", invoice.buyer, with_vat=False)
    delivery = build.group(trade, "ram:ApplicableHeaderTradeDelivery")
    event = build.group(delivery, "ram:ActualDeliverySupplyChainEvent")
    _day(event, "ram:OccurrenceDateTime", invoice.service_until)
    _settlement(trade, invoice)
    return to_bytes(root)


def _context(root: Any, guideline: str) -> None:
    context = build.group(root, "rsm:ExchangedDocumentContext")
    process = "ram:BusinessProcessSpecifiedDocumentContextParameter/ram:ID"
    build.path(context, process, PEPPOL_PROCESS)
    build.path(context, "ram:GuidelineSpecifiedDocumentContextParameter/ram:ID", guideline)


def _document(root: Any, invoice: InvoiceData) -> None:
    document = build.group(root, "rsm:ExchangedDocument")
    build.text(document, "ram:ID", invoice.number)
    build.text(document, "ram:TypeCode", invoice.type_code)
    _day(document, "ram:IssueDateTime", invoice.issued_on)
    build.path(document, "ram:IncludedNote/ram:Content", invoice.note)


def _line(trade: Any, line: Line) -> None:
    node = build.group(trade, "ram:IncludedSupplyChainTradeLineItem")
    document = build.group(node, "ram:AssociatedDocumentLineDocument")
    build.text(document, "ram:LineID", str(line.position))
    build.path(document, "ram:IncludedNote/ram:Content", line.note)
    build.path(node, "ram:SpecifiedTradeProduct/ram:Name", line.name)
    price = "ram:NetPriceProductTradePrice/ram:ChargeAmount"
    build.path(build.group(node, "ram:SpecifiedLineTradeAgreement"), price, money(line.unit_price))
    delivery = build.group(node, "ram:SpecifiedLineTradeDelivery")
    build.text(delivery, "ram:BilledQuantity", number(line.quantity), unitCode=PIECE)
    settlement = build.group(node, "ram:SpecifiedLineTradeSettlement")
    tax = build.group(settlement, "ram:ApplicableTradeTax")
    build.text(tax, "ram:TypeCode", "VAT")
    build.text(tax, "ram:CategoryCode", line.category)
    if line.category != OUTSIDE_SCOPE:
        build.text(tax, "ram:RateApplicablePercent", number(line.rate))
    _period(settlement, line.service_from, line.service_until)
    total = "ram:SpecifiedTradeSettlementLineMonetarySummation/ram:LineTotalAmount"
    build.path(settlement, total, money(line.net))
    account = "ram:ReceivableSpecifiedTradeAccountingAccount/ram:ID"
    build.path(settlement, account, line.cost_centre)


def _party(agreement: Any, role: str, party: Party, *, with_vat: bool) -> None:
    node = build.group(agreement, role)
    build.path(node, "ram:ID", party.identifier)
    build.text(node, "ram:Name", party.name)
    build.path(node, "ram:SpecifiedLegalOrganization/ram:ID", party.register_number)
    if party.contact_name:
        contact = build.group(node, "ram:DefinedTradeContact")
        build.text(contact, "ram:PersonName", party.contact_name)
        phone = "ram:TelephoneUniversalCommunication/ram:CompleteNumber"
        build.path(contact, phone, party.contact_phone)
        build.path(contact, "ram:EmailURIUniversalCommunication/ram:URIID", party.contact_email)
    address = build.group(node, "ram:PostalTradeAddress")
    build.text(address, "ram:PostcodeCode", party.postcode)
    build.text(address, "ram:LineOne", party.street)
    build.text(address, "ram:CityName", party.city)
    build.text(address, "ram:CountryID", party.country)
    endpoint = "ram:URIUniversalCommunication/ram:URIID"
    build.path(node, endpoint, party.endpoint, schemeID=party.endpoint_scheme)
    if with_vat:
        _registration(node, party.vat_id, "VA")
    _registration(node, party.tax_number, "FC")


def _registration(node: Any, value: str, scheme: str) -> None:
    build.path(node, "ram:SpecifiedTaxRegistration/ram:ID", value, schemeID=scheme)


def _settlement(trade: Any, invoice: InvoiceData) -> None:
    node = build.group(trade, "ram:ApplicableHeaderTradeSettlement")
    build.text(node, "ram:PaymentReference", invoice.account.reference)
    build.text(node, "ram:InvoiceCurrencyCode", "EUR")
    means = build.group(node, "ram:SpecifiedTradeSettlementPaymentMeans")
    build.text(means, "ram:TypeCode", SEPA_TRANSFER)
    account = build.group(means, "ram:PayeePartyCreditorFinancialAccount")
    build.text(account, "ram:IBANID", invoice.account.iban)
    build.text(account, "ram:AccountName", invoice.account.holder)
    institution = "ram:PayeeSpecifiedCreditorFinancialInstitution/ram:BICID"
    build.path(means, institution, invoice.account.bic)
    for tax in invoice.taxes:
        _tax(node, tax)
    _period(node, invoice.service_from, invoice.service_until)
    terms = build.group(node, "ram:SpecifiedTradePaymentTerms")
    build.text(terms, "ram:Description", invoice.terms)
    _day(terms, "ram:DueDateDateTime", invoice.due_on)
    _totals(node, invoice)
    if invoice.preceding:
        reference = build.group(node, "ram:InvoiceReferencedDocument")
        build.text(reference, "ram:IssuerAssignedID", invoice.preceding.number)
        day = build.group(reference, "ram:FormattedIssueDateTime")
        build.text(day, "qdt:DateTimeString", day_8(invoice.preceding.issued_on), format="102")


def _tax(node: Any, tax: Tax) -> None:
    row = build.group(node, "ram:ApplicableTradeTax")
    build.text(row, "ram:CalculatedAmount", money(tax.amount))
    build.text(row, "ram:TypeCode", "VAT")
    build.text(row, "ram:ExemptionReason", tax.reason)
    build.text(row, "ram:BasisAmount", money(tax.base))
    build.text(row, "ram:CategoryCode", tax.category)
    build.text(row, "ram:ExemptionReasonCode", tax.reason_code)
    build.text(row, "ram:RateApplicablePercent", number(tax.rate))


def _totals(node: Any, invoice: InvoiceData) -> None:
    totals = build.group(node, "ram:SpecifiedTradeSettlementHeaderMonetarySummation")
    amounts: list[tuple[str, Decimal]] = [
        ("ram:LineTotalAmount", invoice.net),
        ("ram:TaxBasisTotalAmount", invoice.net),
        ("ram:TaxTotalAmount", invoice.vat),
        ("ram:GrandTotalAmount", invoice.gross),
        ("ram:DuePayableAmount", invoice.gross),
    ]
    for name, amount in amounts:
        extra = {"currencyID": "EUR"} if name == "ram:TaxTotalAmount" else {}
        build.text(totals, name, money(amount), **extra)


def _period(parent: Any, first: dt.date, last: dt.date) -> None:
    period = build.group(parent, "ram:BillingSpecifiedPeriod")
    _day(period, "ram:StartDateTime", first)
    _day(period, "ram:EndDateTime", last)


def _day(parent: Any, name: str, day: dt.date) -> None:
    build.path(parent, f"{name}/udt:DateTimeString", day_8(day), format="102")
