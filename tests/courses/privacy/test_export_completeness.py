"""Whatever hangs on a person is in the export, or stands here with the reason why it is not."""

import json
from uuid import uuid4

import pytest
from django.apps import apps

from campus.kit import dates
from campus.kit.personal_data import holdings
from courses.assignments.models import Period
from courses.assignments.services.keeping import keep_days
from courses.enrolment.models import BookedSeat
from courses.oversight.models import SavedView
from courses.privacy.selectors import subject_of
from courses.xapi.authority import account_agent
from courses.xapi.documents import STATE, Place
from courses.xapi.selectors import raw_documents_of
from courses.xapi.services import put_document
from members.deputies.models import Deputyship
from members.imports.models import ImportRow
from members.people.models import Employment
from members.people.services.places import keep_places
from members.scim.models import DirectoryUser
from tests.architecture.source import PACKAGES
from tests.factories.accounts import UserFactory
from tests.factories.competences import finished
from tests.factories.imports import ImportRunFactory
from tests.factories.lti import reported_by_a_tool
from tests.factories.onboarding import entered, saved_plan
from tests.factories.pathways import courses, published
from tests.factories.people import FurtherPostFactory
from tests.factories.privacy import known_everywhere
from tests.factories.sign_on import IdentityFactory

# Everything that belongs to one of these rows belongs to somebody.
PEOPLE = {"people.Person", "people.LearnerAccount", "accounts.User"}
# Links to who has done something for others; what was done belongs to whom it was done for.
DOERS = ("_by", "owner", "viewer", "decided_for")
EXPORTED = {
    "accounts.User": "account",
    "assignments.Exemption": "exemptions",
    "assignments.FormerDays": "obligations",
    "assignments.Period": "obligations",
    "assignments.ProofFile": "obligations",
    "certificates.Certificate": "certificates",
    "competences.Assessment": "assessments",
    "course_cmi5.Run": "cmi5_units",
    "course_cmi5.Session": "cmi5_units",
    "course_cmi5.UnitProgress": "cmi5_units",
    "course_lti.Pseudonym": "tool_numbers",
    "course_lti.Result": "tool_results",
    "course_onboarding.Entry": "onboardings",
    "course_playing.Attempt": "played",
    "course_playing.Opening": "played",
    "course_transfer.Presentation": "presentations",
    "deputies.Deputyship": "deputyships",
    "enrolment.BookedSeat": "booked_seats",
    "enrolment.Enrolment": "enrolments",
    "feedback.Note": "notes",
    "feedback.Question": "questions",
    "feedback.Rating": "ratings",
    "imports.ImportRow": "import_rows",
    "learning.Attempt": "attempts",
    "learning.ExtraTime": "extra_time",
    "learning.ItemProgress": "progress",
    "learning.Progress": "progress",
    "member_messages.Message": "messages",
    "oversight.Rung": "escalations",
    "pathways.Evidence": "evidence",
    "pathways.EvidenceFile": "evidence",
    "pathways.Journey": "journeys",
    "people.AccessLogEntry": "looks",
    "people.Employment": "employments",
    "people.FormerPlace": "employments",
    "people.FurtherPost": "employments",
    "people.LearnerAccount": "person",
    "people.Person": "person",
    "roles.Grant": "roles",
    "scim.DirectoryUser": "directory_users",
    "sign_on.Identity": "sign_on",
}
LEFT_OUT = {
    "assignments.Reminder": "that a message was sent; the message itself is exported",
    "course_lti.Launch": "a way to another site that works once; forgotten after two days",
    "people.Invitation": "a secret that works once; whom it reached stands under person",
    "privacy.Export": "the copy itself",
    "sign_on.Connection": "the municipality's own setting; names who keeps the spare key",
    "sign_on.MailDomain": "belongs to that setting",
    "privacy.Deletion": "forgets whom it was about when it is done",
}


def own_models():
    return [one for one in apps.get_models() if one.__module__.split(".")[0] in PACKAGES]


def owners_of(model):
    """Return what a row belongs to: the targets of its keys, but for those to who has done it."""
    for field in model._meta.get_fields():
        is_key = field.concrete and field.related_model and not field.many_to_many
        if is_key and not field.name.endswith(DOERS):
            yield field.related_model._meta.label


def belonging_to_people():
    found, size = set(PEOPLE), 0
    while len(found) > size:
        size = len(found)
        found |= {one._meta.label for one in own_models() if found & set(owners_of(one))}
    return found


def test_each_table_of_people_is_exported_or_left_out_for_a_reason():
    assert belonging_to_people() == EXPORTED.keys() | LEFT_OUT.keys()
    assert not EXPORTED.keys() & LEFT_OUT.keys()
    assert all(LEFT_OUT.values())


def test_each_exported_table_has_a_section_made_by_its_own_room():
    by_name = {one.name: one for one in holdings()}
    assert set(EXPORTED.values()) <= by_name.keys()
    for label, name in EXPORTED.items():
        room = apps.get_model(label).__module__.rsplit(".models", 1)[0]
        made_by = by_name[name].collect.__module__
        assert made_by == f"{room}.personal_data", label


@pytest.fixture
def seat(db):
    seat = known_everywhere()
    finished(seat.person)
    version = published(*courses(1))
    version.journeys.create(person=seat.person, path=version.path)
    job = Employment.objects.get(person=seat.person)
    ImportRow.objects.create(run=ImportRunFactory(municipality=job.municipality), employment=job)
    IdentityFactory(user=seat.person.user)
    DirectoryUser.objects.create(municipality=job.municipality, employment=job, user_name="x")
    days = {"first_day": dates.today(), "last_day": dates.today()}
    Deputyship.objects.create(principal=seat.person.user, deputy=UserFactory(), **days)
    SavedView.objects.create(municipality=job.municipality, owner=seat.person.user, name="x")
    BookedSeat.objects.create(
        batch=uuid4(), offer=seat.offer, municipality=job.municipality, employment=job
    )
    entered(saved_plan(job.municipality), job)
    reported_by_a_tool(seat)
    keep_places([job])
    FurtherPostFactory(employment=job)
    keep_days(Period.objects.filter(employment=job))
    return seat


def collected(person):
    return {one.name: list(one.collect(subject_of(person))) for one in holdings()}


def test_every_table_with_rows_of_the_person_fills_its_section(seat):
    sections = collected(seat.person)
    for label, name in EXPORTED.items():
        # The learner holds no role; whoever has decided something does.
        if label != "roles.Grant":
            assert apps.get_model(label).objects.exists() and sections[name], label
    filled = {name for name, rows in sections.items() if rows}
    assert filled == sections.keys() - {"roles"}


def test_more_time_and_what_contents_remember_are_told_in_full(seat):
    sections = collected(seat.person)
    (extra,) = sections["extra_time"]
    assert (extra["course"], extra["percent"]) == (seat.offer.course.title, 25)
    (kept,) = (one for one in sections["documents"] if one["identifier"] == "resume")
    assert kept["registration"] == seat.registration
    assert json.loads(kept["content"]) == {"page": 7}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content_type", "content", "told"),
    [
        ("application/json", "{}", "{}"),
        ("text/plain; charset=utf-8", "Größe", "Größe"),
        ("application/octet-stream", "\x00", "AA=="),
    ],
)
def test_document_is_told_as_text_or_else_as_base64(content_type, content, told):
    place = Place(STATE, "resume", "https://x.example/1", account_agent("3f2a"))
    put_document(place, content=content.encode(), content_type=content_type)
    (row,) = raw_documents_of("3f2a")
    assert (row["content"], row["content_type"]) == (told, content_type)
    assert (row["kind"], row["identifier"], row["registration"]) == (STATE, "resume", None)
    assert list(raw_documents_of("3f2b")) == []


def test_former_departments_and_deadlines_are_told_with_the_day_of_the_change(seat):
    sections = collected(seat.person)
    (job,) = sections["employments"]
    (former,) = job["former_departments"]
    assert [one["position"] for one in job["further_posts"]] == ["Standesbeamtin"]
    assert former == {"department": job["department"], "before": dates.today()}
    kept = [one["former_days"] for one in sections["obligations"] if one["former_days"]]
    assert kept and all(days[0]["before"] == dates.today() for days in kept)


def test_nothing_of_somebody_else_gets_into_the_export(seat):
    other = known_everywhere(offer=seat.offer)
    mine, theirs = (json.dumps(collected(one.person), default=str) for one in (seat, other))
    for secret in (str(other.registration), str(other.person.account.name), other.person.last_name):
        assert secret in theirs
        assert secret not in mine


def test_every_holding_has_labels_that_lead_to_something(seat):
    """A label that names a key no row has would show nothing to anybody."""
    sections = collected(seat.person)
    for one in holdings():
        keys = {path.split(".")[0] for path in one.labels}
        for row in sections[one.name][:1]:
            assert keys <= row.keys() | {"result", "context"}, one.name
        assert str(one.title)
