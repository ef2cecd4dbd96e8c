"""From the declaration of joining to the end of a membership."""

import datetime as dt
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from campus.kit import dates
from campus.kit.after_commit import announce
from campus.kit.euros import euro
from members.cooperative import signals
from members.cooperative.errors import (
    AlreadyDecided,
    AlreadyMember,
    ApplicationOpen,
    DutiesNotAcknowledged,
    NameTaken,
    NoFeeClass,
    NotAMember,
    NoticeBeforeJoining,
    ResolutionDiffers,
    TooFewShares,
)
from members.cooperative.fees import earliest_end
from members.cooperative.models import (
    FeeBracket,
    FeeSchedule,
    Membership,
    MembershipApplication,
    Resolution,
    ShareTransaction,
)
from members.cooperative.selectors import (
    fee_bracket_of,
    is_member,
    is_member_from,
    schedule_in_force,
)
from members.cooperative.services.fees import charge_contribution
from members.messages import services as messages
from members.organisations import selectors as organisations
from members.organisations import services as organisation_services

if TYPE_CHECKING:
    from members.accounts.models import User
    from members.organisations.models import Municipality


@dataclass(frozen=True, slots=True)
class Applicant:
    """The municipality as declared."""

    ars: str
    name: str
    kind: str
    land: str
    street: str
    postcode: str
    city: str
    population: int
    population_date: dt.date
    leitweg_id: str = ""
    invoice_email: str = ""

    @classmethod
    def of(cls, municipality: "Municipality") -> "Applicant":
        """Take the data of a municipality that the platform knows."""
        return cls(**{name: getattr(municipality, name) for name in cls.__dataclass_fields__})


@dataclass(frozen=True, slots=True)
class Declaration:
    """Who declares that the municipality joins, with how many shares (§ 15, § 15a GenG)."""

    shares: int
    declarant_name: str
    declarant_function: str
    declarant_email: str = ""
    duty_acknowledged: bool = False
    statute_received: bool = False


@transaction.atomic
def apply_for_membership(
    *,
    applicant: Applicant,
    declaration: Declaration,
    source: str = MembershipApplication.Source.OFFICE,
    declared_at: dt.datetime | None = None,
    entered_by: "User | None" = None,
) -> MembershipApplication:
    """Take down a declaration of joining in text form, with the duties in its wording."""
    at = declared_at or dates.now()
    if not (declaration.duty_acknowledged and declaration.statute_received):
        raise DutiesNotAcknowledged
    schedule, bracket = _class_of(applicant.population, applicant.name, at.year)
    if declaration.shares < bracket.mandatory_shares:
        raise TooFewShares(mandatory=bracket.mandatory_shares)
    municipality = organisations.municipalities().filter(ars=applicant.ars).first()
    if municipality and is_member(municipality, dates.today()):
        raise AlreadyMember(name=municipality.name)
    if municipality is None:
        _check_name(applicant.name)
    application = MembershipApplication(
        **asdict(applicant),
        **asdict(declaration),
        municipality=municipality,
        declaration=declaration_text(declaration.shares, schedule),
        declared_at=at,
        source=source,
        entered_by=entered_by,
    )
    try:
        with transaction.atomic():
            application.save()
    except IntegrityError as error:
        raise ApplicationOpen(name=applicant.name) from error
    return application


def _check_name(name: str) -> None:
    """Refuse the name of a municipality that has another ARS: two could not be told apart."""
    if organisations.municipalities().filter(name=name).exists():
        raise NameTaken(name=name)


def _class_of(population: int, name: str, year: int) -> tuple[FeeSchedule, FeeBracket]:
    schedule = schedule_in_force(year)
    bracket = fee_bracket_of(schedule, population)
    if bracket is None:
        raise NoFeeClass(year=year, population=population)
    return schedule, bracket


def declaration_text(shares: int, schedule: FeeSchedule) -> str:
    """Return the wording of a declaration; § 15a GenG wants the duty to pay in it."""
    return _(
        "We declare without condition that we join the cooperative and take %(shares)s share(s) of "
        "%(value)s each. We undertake to make the payments on the shares that law and statute "
        "lay down. The statute was made available to us before this declaration."
    ) % {"shares": shares, "value": euro(schedule.share_value)}


def record_resolution(
    *,
    number: str,
    decided_on: dt.date,
    text: str,
    body: str = Resolution.Body.BOARD,
    by: "User | None" = None,
) -> Resolution:
    """Take down a decision; the same number gives the decision that is there.

    Raises ResolutionDiffers if that one is of another day: the day makes members.
    """
    resolution, _is_new = Resolution.objects.get_or_create(
        number=number,
        defaults={"decided_on": decided_on, "text": text, "body": body, "recorded_by": by},
    )
    if resolution.decided_on != decided_on:
        raise ResolutionDiffers(number=number, day=f"{resolution.decided_on:%d.%m.%Y}")
    return resolution


@transaction.atomic
def admit(
    *,
    application: MembershipApplication,
    resolution: Resolution,
    joined_on: dt.date | None = None,
    by: "User | None" = None,
) -> Membership:
    """Admit a municipality: register entry, shares, contribution, open tenant, notice at once."""
    application = _still_open(application)
    day = joined_on or resolution.decided_on
    schedule, bracket = _class_of(application.population, application.name, day.year)
    # The schedule's row is the lock under which member numbers are given.
    FeeSchedule.objects.select_for_update().get(pk=schedule.pk)
    municipality = _tenant(application)
    if is_member_from(municipality, day):
        raise AlreadyMember(name=municipality.name)
    membership = Membership.objects.create(
        municipality=municipality,
        number=(Membership.objects.aggregate(last=Max("number"))["last"] or 0) + 1,
        application=application,
        resolution=resolution,
        joined_on=day,
        fee_class=str(bracket),
    )
    _enter_first_shares(membership, bracket, schedule, by)
    application.municipality = municipality
    application.state = MembershipApplication.State.ADMITTED
    application.resolution = resolution
    application.save(update_fields=["municipality", "state", "resolution"])
    charge_contribution(membership=membership, year=day.year, schedule=schedule)
    organisation_services.open_for_staff(municipality=municipality)
    _tell(application, "cooperative_admitted", {"membership": membership})
    announce(
        signals.member_admitted,
        Membership,
        membership_id=membership.pk,
        municipality_id=municipality.pk,
    )
    return membership


def _still_open(application: MembershipApplication) -> MembershipApplication:
    locked = MembershipApplication.objects.select_for_update().get(pk=application.pk)
    if locked.state != MembershipApplication.State.OPEN:
        raise AlreadyDecided
    return locked


def _tenant(application: MembershipApplication) -> "Municipality":
    """Return the municipality of the application; add it where the platform does not know it."""
    known = organisations.municipalities().filter(ars=application.ars).first()
    if known:
        return known
    _check_name(application.name)
    fields = [name for name in Applicant.__dataclass_fields__ if name not in ("ars", "name")]
    return organisation_services.add_municipality(
        name=application.name,
        ars=application.ars,
        short_name=application.name[:60],
        **{name: getattr(application, name) for name in fields},
    )


def _enter_first_shares(
    membership: Membership, bracket: FeeBracket, schedule: FeeSchedule, by: "User | None"
) -> None:
    """Enter the mandatory shares and those declared beyond them."""
    declared = membership.application.shares
    further = max(declared - bracket.mandatory_shares, 0)
    parts = [
        (ShareTransaction.Kind.MANDATORY, declared - further),
        (ShareTransaction.Kind.FURTHER, further),
    ]
    for kind, number in parts:
        if number:
            ShareTransaction.objects.create(
                membership=membership,
                kind=kind,
                shares=number,
                share_value=schedule.share_value,
                effective_on=membership.joined_on,
                resolution=membership.resolution,
                recorded_by=by,
            )


@transaction.atomic
def refuse(
    *, application: MembershipApplication, resolution: Resolution, reason: str
) -> MembershipApplication:
    """Refuse an application, tell it, and delete who declared it (§ 15 II GenG)."""
    application = _still_open(application)
    _tell(application, "cooperative_refused", {"application": application, "reason": reason})
    application.state = MembershipApplication.State.REFUSED
    application.resolution = resolution
    application.refusal_reason = reason
    application.declarant_name = application.declarant_function = ""
    application.declarant_email = application.declaration = application.invoice_email = ""
    application.save()
    return application


def _tell(application: MembershipApplication, kind: str, context: dict[str, Any]) -> None:
    if application.declarant_email:
        messages.send(
            kind=kind,
            key=f"application:{application.pk}",
            recipient=None,
            email=application.declarant_email,
            context={"name": application.name, **context},
        )


@transaction.atomic
def give_notice(*, membership: Membership, declared_on: dt.date, reason: str) -> Membership:
    """Enter a member's notice; the membership ends on 31 December, three months ahead at least."""
    membership = Membership.objects.select_for_update().get(pk=membership.pk)
    if membership.ended_on is not None:
        raise NotAMember
    if declared_on < membership.joined_on:
        raise NoticeBeforeJoining(day=f"{membership.joined_on:%d.%m.%Y}")
    membership.notice_given_on = declared_on
    membership.ended_on = earliest_end(declared_on)
    membership.end_reason = reason
    membership.save(update_fields=["notice_given_on", "ended_on", "end_reason"])
    return membership


@transaction.atomic
def close_ended_memberships(day: dt.date) -> int:
    """End the access of municipalities whose membership is over; return how many."""
    ended = Membership.objects.filter(ended_on__lt=day, municipality__active=True)
    closed = 0
    for membership in ended.select_related("municipality"):
        if not is_member(membership.municipality, day):
            organisation_services.close_for_staff(municipality=membership.municipality)
            closed += 1
    return closed
