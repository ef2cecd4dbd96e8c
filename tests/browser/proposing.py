"""More in the town of two: what waits, staff from a directory, a list with faults.

Called by `tests.browser.waiting`, on the platform of the journeys.
"""

from django.urls import reverse
from django.utils.datastructures import MultiValueDict

from campus.kit import dates
from courses.bookings import releasing as bookings
from courses.bookings.planning import Plan as Seats
from courses.bundles import releasing as bundles
from courses.bundles.forms import BundleForm
from courses.bundles.planning import Plan as Obligations
from courses.enrolment import selectors as enrolments
from members.imports import services as imports
from members.imports.planning import Options
from members.roles.catalogue import Role
from members.roles.services import grant
from members.scim import groups as directory_groups
from members.scim import services as directories
from members.scim.resources import Group, StaffUser
from tests.factories.people import DepartmentFactory

LONG = "Straßenverkehrsangelegenheiten-und-Sondernutzungserlaubnisse"


def propose_more(town, asker, second):
    """Let more be proposed, and let a department and a directory be filled; return the places."""
    office = DepartmentFactory(municipality=town, name="Amt für öffentliche Ordnung")
    DepartmentFactory(municipality=town, name="Verkehr", parent=office)
    for job in (asker, second):
        job.department = office
        job.save()
    grant(user=second.person.user, role=Role.SUPERIOR, department=office)
    by = asker.person.user
    return {
        "department": reverse("people:department", args=[office.pk]),
        "booking-proposed": _booking(town, office, by),
        "bundle-proposed": _bundle(town, office, by),
        "group-of-directory": _directory(town, by),
        **_lists(town, by),
    }


def _booking(town, office, by):
    course = enrolments.bookable_courses(town).earliest("title")
    sent = {"course": [str(course.pk)], "departments": [str(office.pk)], "unnamed": ["2"]}
    form = bookings.form_for(by, town, MultiValueDict(sent))
    assert form.is_valid(), form.errors
    proposal = bookings.propose(form, Seats(form.choice, by).stamp, by)
    return bookings.preview_of(proposal)


def _bundle(town, office, by):
    sent = {
        "name": ["Unterweisungen im Herbst"],
        "proofs": ["Erste Hilfe im Betrieb"],
        "departments": [str(office.pk)],
        "legal_basis": ["Dienstanweisung"],
        "due_start": ["day"],
        "due_on": ["2999-01-01"],
    }
    form = BundleForm(
        MultiValueDict(sent), municipality=town, courses=enrolments.bookable_courses(town)
    )
    assert form.is_valid(), form.errors
    proposal = bundles.propose(form, Obligations(form.choice, by).stamp, by)
    return bundles.preview_of(proposal)


def _directory(town, by):
    """Let a directory tell of somebody, of a group, and of a department that nobody knows."""
    key, _secret = directories.make_key(municipality=town, name="Verzeichnis", created_by=by)
    user = StaffUser.model_validate(
        {
            "userName": "dora@doppelstadt.example",
            "name": {"givenName": "Dora", "familyName": LONG},
            "active": True,
            "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"department": LONG},
        }
    )
    known = directories.add_user(key=key, user=user)
    group = Group.model_validate(
        {"displayName": "Außendienst", "members": [{"value": str(known.reference)}]}
    )
    row = directory_groups.add_group(key=key, group=group)
    return reverse("staff_groups:detail", args=[row.group_id])


def _lists(town, by):
    """Begin two imports: one waits for its columns, one shows what is wrong with its rows."""
    lines = (
        "Personalnummer;Vorname;Nachname;E-Mail;Amt;Eintritt",
        f"11;Uwe;{LONG * 2};uwe@doppelstadt.example;{LONG};31.02.2026",
        "12;=1+1;Gleich;gleich@doppelstadt.example;;01.01.2026",
        "12;Gitta;Gleich;gleich@doppelstadt.example;;01.01.2026",
        "13;Nora;Neu;nora@doppelstadt.example;;01.01.2026",
    )
    facts = {"municipality": town, "content": "\n".join(lines).encode(), "created_by": by}
    asked = imports.start_import(file_name="spalten.csv", **facts)
    run = imports.start_import(file_name="fehler.csv", **facts)
    options = Options(first_day=dates.today(), empty_erases=False, adds_departments=False)
    run = imports.check_run(run=run, wishes=imports.Wishes(run.sheet, run.meaning, options))
    return {
        "import-columns": reverse("imports:columns", args=[asked.reference]),
        "import-faults": reverse("imports:run", args=[run.reference]),
    }
