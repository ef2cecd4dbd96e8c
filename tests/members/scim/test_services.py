"""What becomes of the list of staff when a directory tells of somebody."""

import datetime as dt

import pytest
from django.core import mail

from campus.kit import dates
from campus.kit.errors import DomainError
from members.people.models import Department, Employment, Invitation, Person
from members.people.services import end_employment
from members.scim import services, tasks
from members.scim.errors import JobInUse, SomebodyElse, UserNameInUse
from members.scim.models import DirectoryUser, Note
from tests.factories.accounts import UserFactory
from tests.factories.organisations import MunicipalityFactory
from tests.factories.people import DepartmentFactory, EmploymentFactory
from tests.members.scim.conftest import AT_WORK, at_work, user

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def change(key, row, **facts):
    return services.change_user(key=key, row=row, user=user(**facts))


def job_of(row):
    return Employment.objects.select_related("person", "department").get(pk=row.employment_id)


def test_somebody_new_is_put_on_the_list(erika, town, office):
    job = job_of(erika)
    assert str(job.person) == "Erika Beispiel"
    assert (job.municipality, job.department) == (town, office)
    assert (job.position, job.personnel_number) == ("Sachbearbeitung", "0012")
    assert job.valid_from == dates.today()
    assert job.valid_until is None


def test_somebody_inactive_is_kept_in_mind_only(key, town):
    row = services.add_user(key=key, user=user(active=False))
    assert row.employment is None
    assert not Employment.objects.filter(municipality=town).exists()


def test_somebody_inactive_comes_onto_the_list_when_activated(key, office):
    row = services.add_user(key=key, user=user(active=False))
    assert job_of(change(key, row)).department == office


@pytest.mark.parametrize("by", ["number", "address", "address in capitals"])
def test_who_is_on_the_list_is_recognised(key, town, office, by):
    known = EmploymentFactory(
        municipality=town,
        department=office,
        person__user=None,
        person__first_name="Erika",
        person__last_name="Beispiel",
        person__email="erika@rathaus.example" if by != "number" else None,
        personnel_number="0012" if by == "number" else "",
    )
    login = "ERIKA" if by == "address in capitals" else "erika"
    row = services.add_user(key=key, user=user(login=login))
    assert row.employment == known
    assert Person.objects.filter(last_name="Beispiel").count() == 1
    assert job_of(row).personnel_number == "0012"


def test_who_is_recognised_keeps_what_the_directory_does_not_say(key, town, office):
    known = EmploymentFactory(
        municipality=town,
        department=office,
        person__user=None,
        person__first_name="Erika",
        person__last_name="Beispiel",
        personnel_number="0012",
        position="Leitung",
    )
    services.add_user(key=key, user=user(title=None, **at_work(employeeNumber="0012")))
    known.refresh_from_db()
    assert (known.position, known.department) == ("Leitung", office)


def test_number_of_somebody_else_is_refused(key, town):
    EmploymentFactory(municipality=town, personnel_number="0012", person__first_name="Max")
    with pytest.raises(SomebodyElse):
        services.add_user(key=key, user=user())
    assert not DirectoryUser.objects.exists()


def test_same_number_in_another_town_is_nobody_else(key, office):
    EmploymentFactory(municipality=MunicipalityFactory(), personnel_number="0012")
    assert services.add_user(key=key, user=user()).employment_id


def test_two_entries_for_one_job_are_refused(key, erika):
    with pytest.raises(JobInUse):
        services.add_user(key=key, user=user(userName="zweit@rathaus.example"))


@pytest.mark.parametrize("name", ["erika@rathaus.example", "ERIKA@rathaus.example"])
def test_two_entries_of_one_name_are_refused(key, erika, name):
    with pytest.raises(UserNameInUse):
        services.add_user(key=key, user=user(userName=name, emails=[], **at_work()))


def test_same_name_in_the_directory_of_another_town_is_free(erika):
    other = MunicipalityFactory()
    foreign, _secret = services.make_key(municipality=other, name="x", created_by=UserFactory())
    row = services.add_user(key=foreign, user=user(emails=[], **at_work()))
    assert row.employment.municipality == other


def test_known_person_of_another_town_gets_a_second_job_and_keeps_the_account(key, office):
    elsewhere = EmploymentFactory(
        person__first_name="Erika",
        person__last_name="Beispiel",
        person__user__email="erika@rathaus.example",
    )
    row = services.add_user(key=key, user=user())
    assert row.employment.person == elsewhere.person
    assert row.employment.person.user is not None


def test_address_of_another_name_elsewhere_is_refused(key, office):
    EmploymentFactory(person__user__email="erika@rathaus.example", person__last_name="Anders")
    with pytest.raises(DomainError):
        services.add_user(key=key, user=user())
    assert not Employment.objects.filter(municipality=key.municipality).exists()


@pytest.mark.parametrize(
    ("facts", "column", "now"),
    [
        ({"title": "Leitung"}, "position", "Leitung"),
        ({"title": None}, "position", ""),
        (at_work(employeeNumber="99", department="Bürgeramt"), "personnel_number", "99"),
        (at_work(department="Bürgeramt"), "personnel_number", ""),
        (at_work(employeeNumber="0012"), "department", None),
        ({AT_WORK: None}, "department", None),
    ],
)
def test_job_follows_what_has_changed(key, erika, facts, column, now):
    assert getattr(job_of(change(key, erika, **facts)), column) == now


def test_person_follows_what_has_changed(key, erika):
    married = {"givenName": "Erika", "familyName": "Klein"}
    emails = [{"value": "klein@rathaus.example"}]
    person = job_of(change(key, erika, name=married, emails=emails)).person
    assert (str(person), person.email) == ("Erika Klein", "klein@rathaus.example")


def test_what_human_resources_have_changed_stays_until_the_directory_says_something_new(key, erika):
    Employment.objects.filter(pk=erika.employment_id).update(position="Leitung")
    change(key, erika, **at_work(employeeNumber="0012", department="Bauamt"))
    job = job_of(erika)
    assert (job.position, job.department.name) == ("Leitung", "Bauamt")
    assert job_of(change(key, erika, title="Sekretariat")).position == "Sekretariat"


def test_unknown_department_is_added_where_the_key_says_so(key, town):
    services.add_user(key=key, user=user())
    assert Department.objects.get(municipality=town).name == "Bürgeramt"


def test_department_is_found_however_it_is_written(key, office):
    row = services.add_user(key=key, user=user(**at_work(department="bürgeramt")))
    assert row.employment.department == office


def test_unknown_department_is_noted_where_the_key_may_not_add(strict, town):
    row = services.add_user(key=strict, user=user())
    assert row.employment.department is None
    note = Note.objects.get(municipality=town)
    assert (note.who, note.text) == (
        "Erika Beispiel",
        "Es gibt kein Amt „Bürgeramt“. Legen Sie es an, oder lassen Sie den Schlüssel Ämter "
        "hinzufügen.",
    )


def test_unknown_department_leaves_somebody_where_they_are(strict, office):
    row = services.add_user(key=strict, user=user())
    change(strict, row, **at_work(employeeNumber="0012", department="Bauamt"))
    assert job_of(row).department == office


def test_department_of_another_town_is_not_taken(strict):
    DepartmentFactory(municipality=MunicipalityFactory(), name="Bürgeramt")
    assert services.add_user(key=strict, user=user()).employment.department is None


def test_number_that_the_list_cannot_hold_is_noted(key, office):
    row = services.add_user(key=key, user=user(**at_work(employeeNumber="9" * 31)))
    assert row.employment.personnel_number == ""
    assert "zu lang" in Note.objects.get().text


def test_name_of_somebody_known_elsewhere_stays_and_that_is_noted(key, erika):
    EmploymentFactory(person=erika.employment.person)
    change(key, erika, name={"givenName": "Erika", "familyName": "Klein"})
    assert str(job_of(erika).person) == "Erika Beispiel"
    assert Note.objects.get().who == "Erika Klein"
    # The directory reads what it has said, or it would send the same again and again.
    erika.refresh_from_db()
    assert erika.resource.name.family_name == "Klein"


def test_the_same_note_is_written_once_a_day(strict, town):
    for day, count in ((0, 1), (0, 1), (2, 2)):
        with dates.moved_clock(dates.now() + day * DAY):
            services.note(municipality=town, who="Erika", text="x")
        assert Note.objects.count() == count


def test_notes_are_forgotten_after_90_days_also_where_the_directory_is_silent(town):
    services.note(municipality=town, who="Erika", text="alt")
    with dates.moved_clock(dates.now() + 60 * DAY):
        services.note(municipality=MunicipalityFactory(), who="Erika", text="neu")
        assert tasks.tidy.func() == 0
    with dates.moved_clock(dates.now() + 91 * DAY):
        assert tasks.tidy.func() == 1
        assert tasks.tidy.func() == 0
    assert [note.text for note in Note.objects.all()] == ["neu"]


@pytest.mark.parametrize(
    ("began", "last"), [(0, 0), (1, 1), (400, 1)], ids=["today", "yesterday", "long ago"]
)
def test_who_is_deactivated_leaves_with_the_day_before(key, erika, began, last):
    first = dates.today() - began * DAY
    Employment.objects.filter(pk=erika.employment_id).update(valid_from=first)
    change(key, erika, active=False)
    assert job_of(erika).valid_until == dates.today() - last * DAY


def test_earlier_last_day_stays_when_somebody_is_deactivated(key, erika):
    first, last = dates.today() - 300 * DAY, dates.today() - 200 * DAY
    Employment.objects.filter(pk=erika.employment_id).update(valid_from=first, valid_until=last)
    change(key, erika, active=False)
    assert job_of(erika).valid_until == last


def test_who_is_activated_the_next_day_goes_on(key, erika):
    change(key, erika, active=False)
    before = erika.employment_id
    with dates.moved_clock(dates.now() + DAY):
        row = change(key, erika)
    assert row.employment_id == before
    assert job_of(row).valid_until is None


def test_who_comes_back_later_begins_anew_and_keeps_the_record(key, erika):
    change(key, erika, active=False)
    first = job_of(erika)
    with dates.moved_clock(dates.now() + 60 * DAY):
        row = change(key, erika, title="Leitung")
        again = job_of(row)
        assert again.valid_from == dates.today()
    assert again.pk != first.pk
    assert (again.person, again.position) == (first.person, "Leitung")


def test_who_is_deleted_leaves_and_can_be_told_of_again(key, erika):
    services.remove_user(row=erika)
    assert not DirectoryUser.objects.exists()
    assert Person.objects.filter(last_name="Beispiel").count() == 1
    with dates.moved_clock(dates.now() + DAY):
        assert services.add_user(key=key, user=user()).employment.person.last_name == "Beispiel"
    assert Person.objects.filter(last_name="Beispiel").count() == 1


def test_job_that_human_resources_have_ended_is_not_touched_by_a_change(key, erika):
    end_employment(employment=erika.employment, last_day=dates.today(), ended_by=None)
    change(key, erika, title="Leitung")
    assert job_of(erika).valid_until == dates.today()


@pytest.mark.parametrize(("invites", "letters"), [(True, 1), (False, 0)])
def test_new_people_are_invited_where_the_key_says_so(town, office, invites, letters):
    key, _secret = services.make_key(
        municipality=town, name="x", created_by=UserFactory(), invites=invites
    )
    services.add_user(key=key, user=user())
    assert Invitation.objects.count() == letters


def test_somebody_without_an_address_is_not_invited(town, office):
    key, _secret = services.make_key(
        municipality=town, name="x", created_by=UserFactory(), invites=True
    )
    services.add_user(key=key, user=user(emails=[]))
    assert not Invitation.objects.exists()
    assert mail.outbox == []


def test_secret_is_kept_as_a_hash_only(made):
    key, secret = made
    assert secret not in str(vars(key))
    assert len(secret) >= 40


def test_use_is_noted_every_ten_minutes_only(key):
    services.note_use(key=key)
    key.refresh_from_db()
    first = key.last_used_at
    services.note_use(key=key)
    key.refresh_from_db()
    assert key.last_used_at == first
    with dates.moved_clock(dates.now() + dt.timedelta(minutes=11)):
        services.note_use(key=key)
    key.refresh_from_db()
    assert key.last_used_at > first
