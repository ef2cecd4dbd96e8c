"""Who works where, and who is behind which opaque account."""

import datetime as dt
import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Lower

from campus.kit import dates
from campus.kit.prepared import PreparedObjects
from members.people.access_states import AccessState, access_state
from members.people.models import (
    AccessLogEntry,
    Department,
    Employment,
    Invitation,
    LearnerAccount,
    Person,
)
from members.people.naming import NAMELESS
from members.people.places import Place as Place
from members.people.places import by_job as by_job
from members.people.places import departments_shown as departments_shown
from members.people.places import former_places as former_places
from members.people.places import further_names as further_names
from members.people.places import further_places as further_places
from members.people.places import further_posts as further_posts
from members.people.places import further_rows as further_rows
from members.people.places import further_staff
from members.people.places import in_departments as in_departments
from members.people.places import known_since as known_since
from members.people.places import mainly_in as mainly_in
from members.people.places import named as named
from members.people.places import with_departments as with_departments

if TYPE_CHECKING:
    from members.accounts.models import User
    from members.organisations.models import Municipality

PERSON_CACHE_NAME = "_kc_person"


def person_of(user: "User | AnonymousUser") -> Person | None:
    """Return the person behind a sign-in, read once per user object."""
    if not user.is_authenticated:
        return None
    if PERSON_CACHE_NAME not in user.__dict__:
        # Django has read it together with the account of a session, else it reads it now.
        user.__dict__[PERSON_CACHE_NAME] = getattr(user, "person", None)
    person: Person | None = user.__dict__[PERSON_CACHE_NAME]
    return person


def forget_cached_person(user: "User") -> None:
    """Read the person afresh at the next question."""
    user.__dict__.pop(PERSON_CACHE_NAME, None)
    user._state.fields_cache.pop("person", None)


def jobs_on(day: dt.date) -> QuerySet[Employment]:
    """Return all jobs that anybody has on a day."""
    return Employment.objects.active_on(day)


def jobs_not_over_on(day: dt.date) -> QuerySet[Employment]:
    """Return all jobs that have not ended by a day, also those yet to begin."""
    return Employment.objects.not_over_on(day)


def employments_of(person: Person) -> QuerySet[Employment]:
    """Return the jobs a person has today, the one held longest first."""
    return (
        Employment.objects.active_on(dates.today())
        .filter(person=person)
        .select_related("municipality", "department")
        .order_by("valid_from", "pk")
    )


def current_employment(
    person: Person, *, municipality: "Municipality | None" = None
) -> Employment | None:
    """Return the person's job today, at the municipality if one is given.

    Of several the one held longest counts: a second employer does not displace the first.
    """
    if municipality is not None:
        return employments_of(person).filter(municipality=municipality).first()
    return _jobs.first(person.pk, dates.today())


@PreparedObjects
def _jobs(person_id: int, day: dt.date) -> QuerySet[Employment]:
    jobs = Employment.objects.active_on(day).filter(person_id=person_id)
    return jobs.select_related("municipality", "department").order_by("valid_from", "pk")


def employers_of(person: Person) -> "list[Municipality]":
    """Return who employs the person today, whoever has done so longest first; one query."""
    found = {job.municipality_id: job.municipality for job in _jobs(person.pk, dates.today())}
    return list(found.values())


def current_municipality(user: "User | AnonymousUser") -> "Municipality | None":
    """Return the municipality for which the user works today."""
    person = person_of(user)
    job = current_employment(person) if person else None
    return job.municipality if job else None


def place_of(
    user: "User | AnonymousUser", places: "QuerySet[Municipality]", slug: str
) -> "Municipality | None":
    """Return the municipality of a page: the one named, else the user's own, else the first.

    None where the named one is none of the places, or there is none at all.
    """
    if slug:
        return places.filter(slug=slug).first()
    own = current_municipality(user)
    choice = list(places)
    return own if own in choice else next(iter(choice), None)


def staff_of(
    municipality: "Municipality",
    *,
    department: Department | None = None,
    day: dt.date | None = None,
) -> QuerySet[Employment]:
    """Return who works there on a day (today), with all below a department if one is given."""
    jobs = Employment.objects.active_on(day or dates.today()).filter(municipality=municipality)
    if department is not None:
        jobs = jobs.filter(in_departments(department_tree_ids(department), day=day))
    return by_name(jobs.select_related("person", "department"))


def by_name(jobs: QuerySet[Employment]) -> QuerySet[Employment]:
    """Return jobs in the order of every list of staff."""
    return jobs.order_by("person__last_name", "person__first_name", "pk")


def looks_in(municipality: "Municipality") -> QuerySet[AccessLogEntry]:
    """Return the looks of this employer at its staff."""
    return AccessLogEntry.objects.filter(municipality=municipality)


def jobs_by_key(keys: Iterable[int]) -> QuerySet[Employment]:
    """Return jobs by their keys, also those that have ended."""
    return Employment.objects.filter(pk__in=list(keys)).order_by("pk")


def all_staff_of(municipality: "Municipality") -> QuerySet[Employment]:
    """Return all jobs there ever, also those that have ended."""
    return Employment.objects.filter(municipality=municipality)


def staff_not_over(municipality: "Municipality") -> QuerySet[Employment]:
    """Return all jobs there that have not ended, also those yet to begin."""
    return Employment.objects.not_over_on(dates.today()).filter(municipality=municipality)


def forgotten_among(person_ids: Collection[int]) -> set[int]:
    """Return which of these people were erased together with their name."""
    first, last = NAMELESS
    rows = Person.objects.filter(pk__in=person_ids, user=None, first_name=first, last_name=last)
    return set(rows.values_list("pk", flat=True))


def jobs_elsewhere() -> QuerySet[Employment]:
    """Return all jobs ever, for an outer query to look for other employers."""
    return Employment.objects.all()


def invitations_with_role() -> QuerySet[Invitation]:
    """Return the invitations that carried a role, for an outer query."""
    return Invitation.objects.exclude(role="")


def last_names_by_address(addresses: Iterable[str]) -> dict[str, str]:
    """Return who has which address, by the address in small letters."""
    people = Person.objects.annotate(address=Lower("email")).filter(address__in=list(addresses))
    return dict(people.values_list("address", "last_name"))


def departments_of(municipality: "Municipality") -> QuerySet[Department]:
    """Return all departments of a municipality."""
    return departments_in(municipality.pk)


def departments_in(municipality_id: int) -> QuerySet[Department]:
    """Return all departments of the municipality with this key."""
    return Department.objects.filter(municipality_id=municipality_id).order_by("position", "name")


@dataclass(frozen=True, slots=True)
class DepartmentRow:
    """A department as the tree shows it."""

    department: Department
    depth: int
    staff: int

    @property
    def level(self) -> int:
        """Return the level in the tree, counted from one."""
        return self.depth + 1

    @property
    def steps(self) -> range:
        """Return one step per level above, for the indent."""
        return range(self.depth)

    @property
    def choice(self) -> tuple[int, str]:
        """Return it as a choice of a form, with a dash for each level above."""
        return self.department.pk, f"{'– ' * self.depth}{self.department}"


def department_rows(municipality: "Municipality") -> list[DepartmentRow]:
    """Return the departments in the order of the tree, each with its own staff of today."""
    today = dates.today()
    is_here = Q(employments__valid_from__lte=today) & (
        Q(employments__valid_until=None) | Q(employments__valid_until__gte=today)
    )
    children: dict[int | None, list[Department]] = {}
    counted = departments_of(municipality).annotate(staff=Count("employments", filter=is_here))
    for department in counted:
        children.setdefault(department.parent_id, []).append(department)
    further = further_staff(departments_of(municipality), today)
    rows: list[DepartmentRow] = []
    waiting = [(top, 0) for top in reversed(children.get(None, []))]
    while waiting:
        current, depth = waiting.pop()
        staff = getattr(current, "staff", 0) + further.get(current.pk, 0)
        rows.append(DepartmentRow(current, depth, staff))
        waiting.extend((child, depth + 1) for child in reversed(children.get(current.pk, [])))
    return rows


def department_tree_ids(department: Department) -> list[int]:
    """Return the keys of the department and of all below it, in one query."""
    links = Department.objects.filter(municipality_id=department.municipality_id)
    children: dict[int | None, list[int]] = {}
    for key, parent in links.order_by("position", "name").values_list("pk", "parent_id"):
        children.setdefault(parent, []).append(key)
    reached: list[int] = []
    waiting = [department.pk]
    while waiting:
        key = waiting.pop()
        reached.append(key)
        waiting.extend(children.get(key, []))
    return reached


def account_name(person: Person) -> uuid.UUID:
    """Return the opaque name under which the person learns; it is made on first use."""
    return LearnerAccount.objects.name_of(person)


def known_account_name(person_id: int) -> uuid.UUID | None:
    """Return the opaque name under which a person learns, None if there is none (any more)."""
    found = LearnerAccount.objects.filter(person_id=person_id).values_list("name", flat=True)
    return found.first()


def known_account_names(person_ids: Collection[int]) -> dict[int, uuid.UUID]:
    """Return the opaque names of these people by their keys; those who have none are missing."""
    found = LearnerAccount.objects.filter(person_id__in=person_ids)
    return dict(found.values_list("person_id", "name"))


def account_of_address(email: str) -> uuid.UUID | None:
    """Return the opaque name under which the person of an e-mail address learns, None if none."""
    found = LearnerAccount.objects.filter(person__email__iexact=email)
    return found.values_list("name", flat=True).first()


def people_by_account(names: Iterable[uuid.UUID]) -> dict[uuid.UUID, Person]:
    """Return the people behind opaque account names; erased people are missing."""
    accounts = LearnerAccount.objects.filter(name__in=list(names)).select_related("person")
    return {account.name: account.person for account in accounts}


def person_with_address(email: str) -> Person | None:
    """Return whose address it is: the person's own, or that of the person's account."""
    mine = Q(email__iexact=email) | Q(user__email__iexact=email)
    return Person.objects.filter(mine).select_related("user").first()


def access_log_of(person: Person) -> QuerySet[AccessLogEntry]:
    """Return who looked at the person's data, newest first."""
    return AccessLogEntry.objects.filter(person=person)


@dataclass(frozen=True, slots=True)
class StaffFilter:
    """What HR asked for on the list of staff."""

    text: str = ""
    department: Department | None = None
    state: AccessState | None = None


def open_invitations() -> QuerySet[Invitation]:
    """Return, for the job of an outer query, its employer's invitations that are open."""
    return Invitation.objects.open_at(dates.now()).filter(
        person_id=OuterRef("person_id"), municipality_id=OuterRef("municipality_id")
    )


def with_access(jobs: QuerySet[Employment]) -> QuerySet[Employment]:
    """Add to each job whether an invitation of the person is open, and whose the address is."""
    return jobs.annotate(
        is_invited=Exists(open_invitations()), keeps_address=Exists(_keeping_their_address())
    )


def _keeping_their_address() -> QuerySet[Person]:
    """Return, for the job of an outer query, its person where another employer knows them, too.

    Whoever signs in and has had another employer keeps the own address: it would tell which one.
    """
    others = Employment.objects.filter(person=OuterRef("pk")).exclude(
        municipality=OuterRef(OuterRef("municipality"))
    )
    return Person.objects.filter(Exists(others), pk=OuterRef("person"), user__isnull=False)


def filtered(jobs: QuerySet[Employment], wanted: StaffFilter) -> QuerySet[Employment]:
    """Keep the jobs that HR asked for; without a wish for a state those who left are hidden."""
    for word in wanted.text.split():
        jobs = jobs.filter(
            Q(person__first_name__icontains=word)
            | Q(person__last_name__icontains=word)
            | Q(person__email__icontains=word) & ~Exists(_keeping_their_address())
            | Q(personnel_number__iexact=word)
        )
    if wanted.department is not None:
        jobs = jobs.filter(in_departments(department_tree_ids(wanted.department)))
    return with_access(_in_state(jobs, wanted.state)).select_related(
        "person", "department", "municipality"
    )


def _in_state(jobs: QuerySet[Employment], state: AccessState | None) -> QuerySet[Employment]:
    """Keep the jobs in a state of access."""
    today = dates.today()
    if state is AccessState.LEFT:
        return jobs.filter(valid_until__lt=today)
    jobs = jobs.filter(Q(valid_until=None) | Q(valid_until__gte=today))
    if state is AccessState.ACTIVE:
        return jobs.filter(person__user__isnull=False)
    if state is None:
        return jobs
    is_invited = Q(Exists(open_invitations()))
    return jobs.filter(
        is_invited if state is AccessState.INVITED else ~is_invited, person__user__isnull=True
    )


def state_of(job: Employment, *, today: dt.date | None = None) -> AccessState:
    """Return the state of access of a job that came from `filtered` or `with_access`."""
    day = today or dates.today()
    return access_state(
        has_left=job.valid_until is not None and job.valid_until < day,
        has_user=job.person.user_id is not None,
        is_invited=bool(getattr(job, "is_invited", False)),
    )


def latest_invitation(job: Employment) -> Invitation | None:
    """Return the newest invitation of the person by this municipality."""
    return (
        Invitation.objects.filter(person=job.person, municipality=job.municipality)
        .select_related("created_by")
        .first()
    )


def staff_count(day: dt.date) -> int:
    """Return how many people work for an open municipality on the day."""
    jobs = Employment.objects.active_on(day).filter(municipality__active=True)
    return jobs.values("person_id").distinct().count()


def person_by_key(key: int) -> Person | None:
    """Return the person with this key."""
    return Person.objects.filter(pk=key).select_related("user").first()
