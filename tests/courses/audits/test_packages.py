"""Packages: what they say of a day, that they say it again later, and what agreements hide."""

import csv
import io
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from pypdf import PdfReader

from campus.kit import dates
from campus.kit.personal_data import Erasing, Subject
from courses.assignments import services as assignments
from courses.assignments.models import Period, ProofFile
from courses.audits import files, personal_data, selectors, services, tasks
from courses.audits.checking import Verdict, examine
from courses.audits.errors import DayHidden, FilesHidden, NothingToProve
from courses.audits.manifests import hash_of
from courses.audits.models import KEPT_FOR, PATIENCE, Package
from courses.certificates.badges.signing import is_signed
from members.messages.models import Message
from members.people import services as people
from members.people.models import AccessLogEntry, Employment, Person
from members.people.naming import NAMELESS
from tests.factories.accounts import UserFactory
from tests.factories.audits import Town, ago, files_in, lines_in
from tests.factories.people import DepartmentFactory, EmploymentFactory
from tests.factories.policies import PolicyFactory


@pytest.fixture
def town(db):
    return Town()


def statuses(package):
    return {key: line["status"] for key, line in lines_in(package).items()}


def test_package_says_who_what_when_version_and_until_when(town):
    Period.objects.filter(pk=town.turn.pk).update(version_number=3, source="course")
    found = lines_in(town.package())
    assert found[town.done.pk] == {
        "employment": town.done.pk,
        "department": town.done.department.name,
        "obligation": town.duty.pk,
        "status": "fulfilled",
        "due_on": ago(60).isoformat(),
        "fulfilled_on": ago(90).isoformat(),
        "valid_until": ago(-275).isoformat(),
        "version": 3,
        "proven_by": "course",
        "proof": town.turn.pk,
    }
    assert found[town.late.pk]["status"] == "overdue"
    assert found[town.late.pk]["fulfilled_on"] is None
    assert found[town.unasked.pk]["status"] == "not_assigned"


def test_package_holds_the_same_for_people_spreadsheets_and_programs(town):
    made = files_in(town.package())
    assert set(made) == {
        "LIESMICH.txt",
        "manifest.jws",
        "manifest.json",
        "nachweis.csv",
        "nachweis.json",
        "nachweis.pdf",
        "schluessel.json",
    }
    rows = list(csv.reader(io.StringIO(made["nachweis.csv"].decode("utf-8-sig")), delimiter=";"))
    assert rows[0][:4] == ["Name", "Amt", "Pflicht", "Stand"]
    assert {row[0] for row in rows[1:]} == {
        str(job.person) for job in (town.done, town.late, town.unasked)
    }
    reader = PdfReader(io.BytesIO(made["nachweis.pdf"]))
    shown = "\n".join(page.extract_text() for page in reader.pages)
    assert "Nachweis der Pflichtschulungen" in shown
    assert str(town.done.person) in shown and town.place.name in shown
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    readme = made["LIESMICH.txt"].decode("utf-8-sig")
    assert "/nachweispaket-pruefen/" in readme and "RFC 7515" in readme
    assert json.loads(made["nachweis.json"])["people"][str(town.late.pk)] == str(town.late.person)


def test_formulas_in_names_are_no_formulas_in_the_spreadsheet(town):
    Person.objects.filter(pk=town.done.person_id).update(first_name="=1+1", last_name="@SUMME")
    made = files_in(town.package())
    assert b";'" in made["nachweis.csv"] or b"\n'=1+1" in made["nachweis.csv"]
    assert b"\n=1+1" not in made["nachweis.csv"]


def test_package_is_signed_and_its_hashes_are_kept(town):
    package = town.package()
    found = examine(io.BytesIO(bytes(package.content)), is_signed)
    assert found.verdict is Verdict.VALID
    assert found.manifest_hash == package.manifest_hash
    assert package.file_hash == hash_of(bytes(package.content))
    assert found.manifest["content_sha256"] == package.content_hash
    for sha256 in (package.file_hash, package.manifest_hash):
        assert selectors.issued_with(sha256).municipality == town.place.name
    for sha256 in ("", package.content_hash, "0" * 64):
        assert selectors.issued_with(sha256) is None


def test_changed_package_is_found_out(town):
    package = town.package()
    content = bytes(package.content).replace(b"nachweis.csv", b"nachweis.cvs")
    assert examine(io.BytesIO(content), is_signed).verdict is Verdict.CHANGED


def test_same_day_asked_again_says_the_same_though_people_moved_left_and_learnt_since(town):
    first = town.package(ago(5))
    people.change_employment(
        employment=town.done,
        department=DepartmentFactory(municipality=town.place),
        position="",
        personnel_number="",
    )
    people.end_employment(employment=town.late, last_day=ago(1), ended_by=None)
    Period.objects.filter(employment=town.late).update(fulfilled_on=dates.today())
    EmploymentFactory(municipality=town.place, valid_from=ago(2))
    assignments.exempt(
        employment=town.late, begins_on=ago(1), ends_on=dates.today(), by=UserFactory()
    )
    second = town.package(ago(5))
    assert second.content_hash == first.content_hash
    assert lines_in(second) == lines_in(first)
    assert selectors.same_question_before(second) == first
    assert selectors.same_question_before(first) is None
    today = town.package()
    assert today.content_hash != first.content_hash
    assert statuses(today).keys() != statuses(first).keys()


def test_whoever_was_deleted_is_counted_without_the_name(town):
    first = town.package(ago(5))
    people.end_employment(employment=town.late, last_day=ago(1), ended_by=None)
    Period.objects.filter(employment=town.late).delete()
    first_name, last_name = NAMELESS
    Person.objects.filter(pk=town.late.person_id).update(
        user=None, first_name=first_name, last_name=last_name
    )
    second = town.package(ago(5))
    assert second.people_count == first.people_count == 3
    assert statuses(second)[town.late.pk] == "deleted"
    made = files_in(second)
    assert last_name.encode() not in made["nachweis.csv"] + made["nachweis.json"]
    assert "gelöscht" in made["nachweis.csv"].decode("utf-8-sig")
    assert "1 Person wurde seither gelöscht" in made["LIESMICH.txt"].decode("utf-8-sig")
    assert {key: one for key, one in lines_in(second).items() if key != town.late.pk} == {
        key: one for key, one in lines_in(first).items() if key != town.late.pk
    }


def test_proof_that_was_revoked_afterwards_counted_on_the_day(town):
    assignments.revoke(period=town.turn, reason="Fälschung", by=UserFactory())
    then, now = town.package(ago(1)), town.package()
    assert lines_in(then)[town.done.pk]["fulfilled_on"] == ago(90).isoformat()
    assert lines_in(now)[town.done.pk]["fulfilled_on"] is None


def test_made_twice_it_is_the_same_package(town):
    package = town.asks()
    first = services.make_package(reference=package.reference)
    again = services.make_package(reference=package.reference)
    assert bytes(again.content) == bytes(first.content)
    tasks.make.func(str(package.reference))
    assert Package.objects.get().file_hash == first.file_hash


def test_same_facts_at_the_same_moment_give_the_same_bytes(town):
    package = town.asks()
    first = services.make_package(reference=package.reference)
    Package.objects.update(ready_at=None, content=b"", file_hash="")
    again = services.make_package(reference=package.reference)
    assert again.file_hash == first.file_hash


def test_package_that_is_gone_is_not_made(town):
    package = town.asks()
    package.delete()
    assert services.make_package(reference=package.reference) is None


def test_whoever_asked_is_told_once_without_any_name(town):
    package = town.package()
    services.make_package(reference=package.reference)
    (message,) = Message.objects.filter(kind="audits_package_ready")
    assert message.recipient == town.hr
    assert f"/personal/nachweispakete/{package.reference}/" in message.body
    assert str(town.done.person) not in message.body


def test_choice_of_people_departments_and_obligations_narrows_the_package(town):
    other = town.obligation(title="Brandschutz")
    town.asked(town.done, obligation=other)
    assert len(lines_in(town.package(people=(town.late.pk,)))) == 1
    by_department = town.package(departments=(town.done.department_id,))
    assert set(lines_in(by_department)) == {town.done.pk}
    assert by_department.line_count == 2
    only = town.package(obligations=(other.pk,))
    assert {line["obligation"] for line in lines_in(only).values()} == {other.pk}


def test_department_of_the_day_counts_not_the_one_of_today(town):
    before = town.done.department
    people.change_employment(
        employment=town.done,
        department=DepartmentFactory(municipality=town.place),
        position="",
        personnel_number="",
    )
    package = town.package(ago(1), departments=(before.pk,))
    assert lines_in(package)[town.done.pk]["department"] == before.name


def test_departments_below_a_chosen_one_count_too(town):
    below = DepartmentFactory(municipality=town.place, parent=town.done.department)
    job = town.job(department=below)
    package = town.package(departments=(town.done.department_id,))
    assert set(lines_in(package)) == {town.done.pk, job.pk}


@pytest.mark.parametrize(
    ("back", "facts"),
    [
        (0, {"people": (0,)}),
        (0, {"obligations": (0,)}),
        (0, {"departments": (0,)}),
        (900, {}),
    ],
)
def test_question_about_nothing_is_refused(town, back, facts):
    with pytest.raises(NothingToProve, match="An diesem Tag"):
        town.asks(ago(back), **facts)
    assert not Package.objects.exists()


def test_people_and_obligations_of_others_are_never_in_it(town):
    other = Town()
    with pytest.raises(NothingToProve):
        town.asks(people=(other.done.pk,))
    with pytest.raises(NothingToProve):
        town.asks(obligations=(other.duty.pk,))
    assert other.done.pk not in lines_in(town.package())


def test_while_the_same_is_being_made_it_is_not_made_twice(town):
    first = town.asks()
    assert town.asks() == first
    assert town.asks(ago(1)) != first
    Package.objects.filter(pk=first.pk).update(requested_at=dates.now() - 2 * PATIENCE)
    first.refresh_from_db()
    assert first.has_failed and not first.is_busy
    assert town.asks() != first


def test_agreement_may_hide_files_days_and_versions(town):
    Period.objects.filter(pk=town.turn.pk).update(version_number=3)
    waiting = town.asks()
    PolicyFactory(municipality=town.place, hidden=["files"])
    with pytest.raises(FilesHidden):
        town.asks()
    with pytest.raises(FilesHidden):
        services.make_package(reference=waiting.reference)


def test_agreement_that_hides_the_day_allows_today_alone_and_no_documents(town):
    Period.objects.filter(pk=town.turn.pk).update(version_number=3)
    PolicyFactory(municipality=town.place, hidden=["fulfilled_on", "version"])
    with pytest.raises(DayHidden):
        town.asks(ago(1))
    with pytest.raises(DayHidden):
        town.asks(documents=True)
    line = lines_in(town.package())[town.done.pk]
    assert (line["fulfilled_on"], line["version"]) == (None, None)
    assert line["valid_until"] == ago(-275).isoformat()


def test_agreement_that_was_narrowed_closes_packages_of_before(town):
    package = town.package()
    PolicyFactory(municipality=town.place, hidden=["files"])
    with pytest.raises(FilesHidden):
        services.download(package=package, by=town.hr)
    assert not AccessLogEntry.objects.exists()


def test_documents_are_enclosed_only_when_asked_for(town):
    ProofFile.objects.create(
        period=town.turn, name="x.pdf", media_type="application/pdf", content=b"%PDF-1.7 x"
    )
    name = f"belege/{town.turn.pk}.pdf"
    assert name not in files_in(town.package())
    package = town.package(documents=True)
    made = files_in(package)
    assert made[name] == b"%PDF-1.7 x"
    assert name in json.loads(made["manifest.json"])["files"]
    assert examine(io.BytesIO(bytes(package.content)), is_signed).verdict is Verdict.VALID


def test_download_is_noted_for_everybody_in_the_package(town):
    package = town.package(people=(town.done.pk, town.late.pk))
    assert services.download(package=package, by=town.hr) == bytes(package.content)
    found = AccessLogEntry.objects.values_list("person", "what", "municipality")
    assert set(found) == {
        (job.person_id, "audit_package", town.place.pk) for job in (town.done, town.late)
    }


def test_files_are_forgotten_after_two_weeks_and_hashes_stay(town):
    package = town.package()
    assert services.forget_expired() == 0
    Package.objects.update(expires_at=dates.now())
    assert tasks.tidy.func() == 1
    assert tasks.tidy.func() == 0
    package.refresh_from_db()
    assert (bytes(package.content), package.people) == (b"", [])
    assert not package.is_here and package.is_ready
    assert selectors.issued_with(package.manifest_hash)
    assert KEPT_FOR.days == 14


def test_what_was_never_finished_is_forgotten(town):
    package = town.asks()
    Package.objects.update(requested_at=dates.now() - 25 * PATIENCE)
    assert services.forget_expired() == 1
    assert not Package.objects.filter(pk=package.pk).exists()


@pytest.mark.parametrize("keeps_name", [True, False])
def test_whoever_is_erased_is_in_no_package_unless_a_proof_keeps_the_name(town, keeps_name):
    package, other = town.package(), town.package(people=(town.done.pk,))
    subject = Subject(town.late.person_id, town.late.person.user_id, None)
    case = Erasing(subject)
    case.keep_name = keeps_name
    assert personal_data.forget(case) == (0 if keeps_name else 1)
    package.refresh_from_db()
    other.refresh_from_db()
    assert package.is_here is keeps_name
    assert other.is_here


def test_large_package_is_summed_up_on_paper(town, monkeypatch):
    monkeypatch.setattr(files, "MOST_ON_PAPER", 2)
    made = files_in(town.package())
    shown = PdfReader(io.BytesIO(made["nachweis.pdf"])).pages[0].extract_text()
    assert "nachweis.csv" in shown
    assert str(town.done.person) not in shown


def test_reading_costs_the_same_for_many_people(town, django_assert_max_num_queries):
    reference = town.asks().reference
    for _ in range(30):
        town.asked(town.job(), fulfilled_on=ago(3))
    with django_assert_max_num_queries(34):
        services.make_package(reference=reference)
    assert Package.objects.get().people_count == 33


class TheSameAgain(TestCase):
    @settings(max_examples=15, deadline=None)
    @given(
        turns=st.lists(
            st.tuples(st.integers(5, 90), st.none() | st.integers(5, 90)), min_size=1, max_size=4
        ),
        order=st.randoms(use_true_random=False),
    )
    def test_package_of_a_day_does_not_change_by_what_happens_later(self, turns, order):
        town = Town()
        jobs = [town.job() for _ in turns]
        for job, (asked, done) in zip(jobs, turns, strict=True):
            days = {"assigned_on": ago(asked), "opens_on": ago(asked)}
            town.asked(job, **days, fulfilled_on=ago(done) if done else None)
        first = town.package(ago(4))
        later = [
            lambda job: people.end_employment(employment=job, last_day=ago(2), ended_by=None),
            lambda job: Period.objects.filter(employment=job, fulfilled_on=None).update(
                fulfilled_on=ago(1)
            ),
            lambda job: people.change_employment(
                employment=job, department=None, position="", personnel_number=""
            ),
            lambda job: assignments.end(obligation=town.duty, by=town.hr),
        ]
        for job in Employment.objects.filter(municipality=town.place):
            order.choice(later)(job)
        assert town.package(ago(4)).content_hash == first.content_hash
