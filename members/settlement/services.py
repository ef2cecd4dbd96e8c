"""Issue statements, take them back, object to them."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction

from campus.kit import dates
from campus.kit.money import round_cent
from members.billing import selectors as billing
from members.billing.einvoice.data import EMAIL_SCHEME
from members.cooperative import selectors as cooperative
from members.settlement import news, selectors
from members.settlement.documents import Stated, StatedLine, make_document
from members.settlement.errors import (
    AlreadyAnswered,
    AlreadyDisputed,
    NoAgreement,
    NothingToSettle,
    QuarterRuns,
    TakenBack,
)
from members.settlement.models import (
    Dispute,
    Statement,
    StatementLine,
    StatementNumbers,
    UsageLine,
)
from members.settlement.usage import Usage

if TYPE_CHECKING:
    from members.accounts.models import User
    from members.cooperative.models import Agreement, Charge
    from members.organisations.models import Provider
    from members.settlement.quarters import Quarter

Document = Callable[..., bytes]
Row = dict[str, Any]


@transaction.atomic
def issue(
    *,
    provider: "Provider",
    quarter: "Quarter",
    by: "User | None" = None,
    document: Document = make_document,
) -> Statement:
    """Issue the statement of a quarter: number, lines and document are frozen together.

    It holds every invoiced charge up to the quarter's end that stands on no statement, so that
    late ones and corrections of earlier quarters come along. Raises QuarterRuns, NoAgreement or
    NothingToSettle.
    """
    if quarter.last >= dates.today():
        raise QuarterRuns(quarter=str(quarter))
    agreement = cooperative.agreement_for(provider, quarter.last)
    if agreement is None:
        raise NoAgreement(provider=provider.name)
    counter = _locked_counter()
    due = selectors.due_of(provider, quarter.last)
    if not due.lines:
        raise NothingToSettle
    rows = [
        {
            "charge": line.charge,
            "turn": line.turn,
            "net": line.charge.net,
            "share": line.charge.provider_share,
            "amount": line.amount,
        }
        for line in due.lines
    ]
    first = min(line.charge.service_from for line in due.lines)
    statement = Statement(
        provider=provider,
        period_from=min(first, quarter.first),
        period_until=quarter.last,
        net=due.net,
        vat_rate=agreement.vat_rate,
        parties=_parties(
            provider, agreement, cooperative.agreement_for(provider, dates.today()) or agreement
        ),
        issued_by=by,
    )
    usage = selectors.usage_for(provider, quarter.first, quarter.last)
    return _write(statement, rows, counter, (document, usage))


@transaction.atomic
def take_back(
    *,
    statement: Statement,
    reason: str,
    by: "User | None" = None,
    document: Document = make_document,
) -> Statement:
    """Take a statement back by a new one over its whole amount; its charges can be settled anew."""
    counter = _locked_counter()
    if statement.reverses_id or selectors.is_taken_back(statement):
        raise TakenBack
    rows = [
        {
            "charge": line.charge,
            "turn": line.turn,
            "takes_back": True,
            "net": -line.net,
            "share": line.share,
            "amount": -line.amount,
        }
        for line in selectors.lines_of(statement)
    ]
    correction = Statement(
        provider=statement.provider,
        period_from=statement.period_from,
        period_until=statement.period_until,
        net=-statement.net,
        vat_rate=statement.vat_rate,
        parties=statement.parties,
        reverses=statement,
        reason=reason,
        issued_by=by,
    )
    return _write(correction, rows, counter, (document, ()))


def _locked_counter() -> StatementNumbers:
    """Return this year's counter, locked: one statement is issued at a time."""
    year = dates.today().year
    StatementNumbers.objects.get_or_create(year=year)
    return StatementNumbers.objects.select_for_update().get(year=year)


def _write(
    statement: Statement,
    rows: list[Row],
    counter: StatementNumbers,
    shown: tuple[Document, Sequence[Usage]],
) -> Statement:
    """Number and store a statement with its lines, use of courses and document."""
    document, usage = shown
    counter.last += 1
    statement.number = f"GU-{counter.year}-{counter.last:05d}"
    statement.issued_on = dates.today()
    statement.vat = round_cent(statement.net * statement.vat_rate / 100)
    statement.gross = statement.net + statement.vat
    lines = tuple(
        stated_line(row["charge"], row["share"], row["amount"], row["net"]) for row in rows
    )
    stated = replace(_stated(statement, lines), use=selectors.use_of(usage, lines))
    statement.document = document(stated, at=dates.now())
    statement.sha256 = hashlib.sha256(statement.document).hexdigest()
    counter.save(update_fields=["last"])
    statement.save()
    StatementLine.objects.bulk_create(
        StatementLine(statement=statement, position=position, **row)
        for position, row in enumerate(rows, start=1)
    )
    UsageLine.objects.bulk_create(
        UsageLine(statement=statement, position=position, **asdict(row))
        for position, row in enumerate(usage, start=1)
    )
    transaction.on_commit(lambda: news.tell_provider(statement))
    return statement


def stated_line(charge: "Charge", share: Decimal, amount: Decimal, net: Decimal) -> StatedLine:
    """Return a line as it is stated: day, municipality, offer and amounts, never a person."""
    offer = charge.course_title or charge.description
    return StatedLine(charge.service_from, charge.municipality.name, offer, net, share, amount)


def _stated(statement: Statement, lines: tuple[StatedLine, ...]) -> Stated:
    original = statement.reverses
    return Stated(
        number=statement.number,
        issued_on=statement.issued_on,
        period=(statement.period_from, statement.period_until),
        parties=statement.parties,
        lines=lines,
        net=statement.net,
        rate=statement.vat_rate,
        vat=statement.vat,
        reason=statement.reason,
        preceding=(original.number, original.issued_on) if original else None,
    )


def _parties(provider: "Provider", agreement: "Agreement", newest: "Agreement") -> dict[str, Any]:
    """Copy the provider as seller and the cooperative as buyer, as they are today.

    Paid is to the account of today, though the terms are those of the quarter.
    """
    buyer = billing.seller()
    return {
        "seller": {
            "name": provider.name,
            "street": provider.street,
            "postcode": provider.postcode,
            "city": provider.city,
            "endpoint": newest.contact_email,
            "endpoint_scheme": EMAIL_SCHEME,
            "tax_number": newest.tax_number,
            "identifier": provider.slug,
        },
        "buyer": {
            "name": buyer.name,
            "street": buyer.street,
            "postcode": buyer.postcode,
            "city": buyer.city,
            "endpoint": buyer.contact_email,
            "endpoint_scheme": EMAIL_SCHEME,
        },
        "account": {"iban": newest.iban.replace(" ", ""), "holder": provider.name},
        "exempt_reason": agreement.exempt_reason,
        "agreement": {
            "share": str(agreement.share),
            "valid_from": agreement.valid_from.isoformat(),
        },
    }


def dispute(*, statement: Statement, reason: str, by: "User") -> Dispute:
    """Object to a statement; the office is told. Raises AlreadyDisputed or TakenBack."""
    if selectors.is_taken_back(statement):
        raise TakenBack
    try:
        with transaction.atomic():
            found = Dispute.objects.create(statement=statement, reason=reason, raised_by=by)
    except IntegrityError as error:
        raise AlreadyDisputed from error
    news.tell_office(found)
    return found


@transaction.atomic
def answer(*, dispute: Dispute, text: str) -> Dispute:
    """Answer an objection; whoever has raised it is told. Raises AlreadyAnswered."""
    locked = Dispute.objects.select_for_update(of=("self",)).get(pk=dispute.pk)
    if locked.answered_at is not None:
        raise AlreadyAnswered
    locked.answer, locked.answered_at = text, dates.now()
    locked.save(update_fields=["answer", "answered_at"])
    news.tell_who_objected(locked)
    return locked
