"""Builds the cooperative: providers, teaching, fee schedule, members, staff and sign-ins."""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from random import Random
from typing import TYPE_CHECKING, Any

from django.core.files.base import ContentFile
from django.core.management import call_command

from campus.demo import conditions, source
from campus.demo.clock import next_working_day, working_hour
from campus.demo.signins import PASSWORD, SIGN_INS, SignIn
from campus.demo.source import DepartmentData, MunicipalityData
from campus.kit import dates
from courses.catalogue import services as catalogue
from courses.enrolment import services as enrolment
from courses.modules import content_import
from courses.portal import services as portal
from members.cooperative import selectors as cooperative_reads
from members.cooperative import services as cooperative
from members.organisations import services as organisations
from members.people import services as people
from members.policies import services as policies
from members.roles import services as roles
from members.roles.catalogue import Role

if TYPE_CHECKING:
    from courses.catalogue.models import CoursePage
    from courses.enrolment.models import Offer
    from members.accounts.models import User
    from members.cooperative.models import Resolution
    from members.organisations.models import Municipality, Provider
    from members.people.models import Department, Employment, Person

# The demo's one course that a town has to approve for its staff.
WITH_APPROVAL = "digitale-fuehrung"
SHARE_VALUE = Decimal("1000.00")
# Population classes: from, until, mandatory shares, yearly contribution (demo values).
CLASSES = (
    (0, 9_999, 1, Decimal("600.00")),
    (10_000, 49_999, 3, Decimal("1800.00")),
    (50_000, 149_999, 5, Decimal("3600.00")),
    (150_000, None, 8, Decimal("6000.00")),
)


def prepare_site() -> None:
    """Create the public pages and the studio's groups and workflow."""
    call_command("setup_site", verbosity=0)
    call_command("setup_studio", verbosity=0)
    call_command("setup_review", verbosity=0)


def load_topics() -> None:
    """Create the catalogue's topics and audiences, and the competences of the framework."""
    data = source.read("topics.yaml")
    catalogue.put_topics(data["topics"])
    catalogue.put_audiences(data["audiences"])
    catalogue.put_competences(data["competences"])


def found_providers() -> dict[str, "Provider"]:
    """Create the universities with their pages; returns them by address part."""
    found = {}
    for row in source.read("providers.yaml")["providers"]:
        provider = organisations.add_provider(kind="university", **row)
        _set_logo(provider, provider.slug)
        catalogue.ensure_provider_pages(provider)
        found[provider.slug] = provider
    return found


def _set_logo(organisation: Any, slug: str) -> None:
    content = source.logo(slug)
    if content:
        organisation.logo.save(f"{slug}.png", ContentFile(content))


def load_courses(providers: dict[str, "Provider"], today: dt.date) -> Iterable["CoursePage"]:
    """Import the modules with their frozen first version and open them for booking."""
    for folder in source.module_folders():
        facts = source.read(f"{folder.name}/module.yaml")
        module = content_import.import_module(
            folder=folder, provider=providers[facts["provider"]], at=dates.now()
        )
        offer = enrolment.open_offer(
            course=module.course,
            **conditions.price_of(module.course.slug, facts),
            approval_needed=module.course.slug == WITH_APPROVAL,
            fernusg_status=conditions.FERNUSG,
        )
        if facts["format"] != "on_demand":
            _plan_sessions(offer, today)
        yield module.course


def _plan_sessions(offer: "Offer", today: dt.date) -> None:
    """Give a course with live events two dates after the demo's day."""
    for weeks in (2, 4):
        day = next_working_day(today + dt.timedelta(weeks=weeks))
        begin = working_hour(day, Random(weeks), hour=10)  # noqa: S311 - no secret
        enrolment.add_session(
            offer=offer,
            starts_at=begin,
            ends_at=begin + dt.timedelta(hours=2),
            place="Videokonferenz (Demo)",
        )


def set_fees(years: Iterable[int]) -> None:
    """Put the fee schedule of each year into force by a decision of the board."""
    for year in years:
        rows = [cooperative.BracketData(*row) for row in CLASSES]
        schedule = cooperative.draft_schedule(year=year, share_value=SHARE_VALUE, brackets=rows)
        decision = decide(f"{year}-01", f"Beitragsordnung {year} (Demo)")
        cooperative.activate_schedule(schedule=schedule, resolution=decision)


def decide(number: str, text: str) -> "Resolution":
    """Write down a decision of the board as of the demo's day."""
    return cooperative.record_resolution(number=number, decided_on=dates.today(), text=text)


def admit(data: MunicipalityData, number: int) -> "Municipality":
    """Let a municipality join as a member would: declare, be admitted, pay its shares."""
    columns = {**data.columns, "invoice_email": f"rechnung@{data.slug}.example"}
    municipality = organisations.add_municipality(**columns)
    _set_logo(municipality, data.slug)
    today = dates.today()
    schedule = cooperative_reads.schedule_in_force(today.year)
    bracket = cooperative_reads.fee_bracket_of(schedule, municipality.population)
    if bracket is None:
        raise LookupError(f"No fee class fits {municipality}.")
    application = cooperative.apply_for_membership(
        applicant=cooperative.Applicant.of(municipality),
        declaration=cooperative.Declaration(
            shares=bracket.mandatory_shares,
            declarant_name="Demo-Bürgermeisteramt",
            declarant_function="Vertretung der Gemeinde (Demo)",
            duty_acknowledged=True,
            statute_received=True,
        ),
    )
    decision = decide(f"{today.year}-{number:02d}", f"Aufnahme {municipality.name} (Demo)")
    membership = cooperative.admit(application=application, resolution=decision)
    municipality.refresh_from_db()
    cooperative.record_share_payment(
        membership=membership,
        amount=SHARE_VALUE * bracket.mandatory_shares,
        paid_on=today,
        bank_reference=f"DEMO-ANTEIL-{municipality.ars}",
    )
    return municipality


def open_tenant(
    municipality: "Municipality", data: MunicipalityData, courses: Iterable["CoursePage"]
) -> None:
    """Give a municipality its departments and its own page."""
    for position, row in enumerate(data.departments):
        _add_department(municipality, row, None, position)
    portal.edit_landing_page(
        municipality=municipality, greeting=data.greeting, courses=list(courses)
    )


def _add_department(
    municipality: "Municipality", row: DepartmentData, parent: "Department | None", position: int
) -> None:
    department = people.add_department(
        municipality=municipality,
        name=row.name,
        parent=parent,
        cost_centre=row.cost_centre,
        position=position,
    )
    for number, child in enumerate(row.children):
        _add_department(municipality, child, department, number)


def hire(municipality: "Municipality", data: MunicipalityData, rng: Random) -> list["Employment"]:
    """Employ the demo's staff; one in five has no e-mail address, as in real town halls."""
    names = source.read("names.yaml")
    departments = list(municipality.departments.order_by("pk"))
    hired = []
    for number in range(1, data.staff + 1):
        first, last = rng.choice(names["given_names"]), rng.choice(names["surnames"])
        local = organisations.german_slug(f"{first}-{last}").replace("-", ".")
        email = None if rng.random() < 0.2 else f"{local}.{number}@{data.slug}.example"
        hired.append(
            people.add_person(
                first_name=first,
                last_name=last,
                email=email,
                municipality=municipality,
                department=rng.choice(departments),
                position=rng.choice(names["positions"]),
                personnel_number=f"D{number:04d}",
                valid_from=dates.today() - dt.timedelta(days=rng.randrange(30, 4000)),
                added_by=None,
            )
        )
    return hired


def add_sign_ins(home: "Municipality", providers: dict[str, "Provider"]) -> tuple["Person", "User"]:
    """Create the people with a password and their roles; returns the learner and HR of `home`."""
    learner: Person | None = None
    personnel: User | None = None
    for entry in SIGN_INS:
        municipality = home if entry.municipality else None
        person = _person_of(entry, municipality)
        user = people.give_sign_in(
            person=person, username=entry.username, email=entry.email, password=PASSWORD
        )
        if entry.role:
            provider = providers.get(entry.provider)
            roles.grant(user=user, role=entry.role, municipality=municipality, provider=provider)
        learner = learner if entry.role else person
        personnel = user if entry.role is Role.HR_MANAGER else personnel
    if learner is None or personnel is None:
        raise LookupError("The sign-ins lack a learner or human resources.")
    return learner, personnel


def agree_on_sights(municipality: "Municipality", personnel: "User") -> None:
    """Let a works agreement hold that hides two things, and one of them be asked back."""
    for hidden in (["version", "reminded_on"], ["version"]):
        policies.propose(
            municipality=municipality,
            hidden=hidden,
            reference="Dienstvereinbarung Lernen (Demo), § 5",
            in_force_from=dates.today(),
            by=personnel,
        )


def _person_of(entry: SignIn, municipality: "Municipality | None") -> "Person":
    names = {"first_name": entry.first_name, "last_name": entry.last_name}
    if municipality is None:
        return people.add_person_without_job(**names, email=entry.email)
    job = people.add_person(
        municipality=municipality,
        department=municipality.departments.get(name=entry.department),
        position="Demo-Zugang",
        email=entry.email,
        valid_from=dates.today(),
        added_by=None,
        first_name=entry.first_name,
        last_name=entry.last_name,
    )
    return job.person
