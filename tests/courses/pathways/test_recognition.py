"""Earlier learning: which files are taken, who decides, what counts for how long."""

import datetime as dt
import io

import pytest
from PIL import Image
from pypdf import PdfWriter

from campus.kit import dates
from campus.kit.states import WrongState
from courses.pathways import errors, files, rules, selectors, services
from courses.pathways.models import EvidenceFile
from courses.pathways.services.recognition import MOST_OPEN, Earlier
from courses.pathways.states import EVIDENCE_MOVES, EvidenceState
from members.messages.models import Message
from members.roles.catalogue import Role
from tests.factories.accounts import UserFactory
from tests.factories.pathways import (
    PNG,
    EvidenceFactory,
    courses,
    learner,
    office_user,
    recognise,
)
from tests.factories.roles import GrantFactory

A_DAY = dt.timedelta(days=1)


def pdf():
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def jpeg():
    buffer = io.BytesIO()
    Image.new("RGB", (4, 4)).save(buffer, "JPEG")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("content", "suffix"),
    [
        (PNG, "png"),
        (jpeg(), "jpg"),
        (pdf(), "pdf"),
        (b"", None),
        (b"%PDF-1.7 but nothing more", None),
        (PNG[:20], None),
        (b"\xff\xd8\xff and then nonsense", None),
        (b"<html><script>alert(1)</script>", None),
        (b"MZ\x90\x00", None),
        (b"PK\x03\x04", None),
    ],
)
def test_file_is_judged_by_its_content(content, suffix):
    found = files.checked(content)
    assert (found.suffix if found else None) == suffix


def test_file_gets_a_plain_name():
    assert files.file_name("Excel: Kurs / 2024", "pdf") == "Excel--Kurs---2024.pdf"
    assert files.file_name("???", "png") == "nachweis.png"
    assert len(files.file_name("x" * 400, "pdf")) <= files.NAME_LENGTH


@pytest.mark.parametrize(
    ("source", "target", "allowed"),
    [
        ("handed_in", "accepted", True),
        ("handed_in", "refused", True),
        ("accepted", "refused", False),
        ("refused", "accepted", False),
        ("accepted", "withdrawn", True),
        ("withdrawn", "handed_in", False),
    ],
)
def test_decision_is_taken_once(source, target, allowed):
    assert EVIDENCE_MOVES.allows(source, target) is allowed


def earlier(**facts):
    day = dates.today() - A_DAY
    return Earlier(**{"title": "Vergabe", "issuer": "VHS", "completed_on": day, **facts})


@pytest.mark.django_db
class TestHandingIn:
    def test_evidence_is_kept_with_its_file(self):
        evidence = services.hand_in(person=learner(), earlier=earlier(), content=PNG)
        assert evidence.state == EvidenceState.HANDED_IN
        assert bytes(evidence.file.content) == PNG
        assert (evidence.file.name, evidence.file.media_type) == ("Vergabe.png", "image/png")

    @pytest.mark.parametrize(
        ("content", "facts", "error"),
        [
            (b"text", {}, errors.FileNotAccepted),
            (PNG + b"0" * files.LARGEST, {}, errors.FileTooLarge),
            (PNG, {"completed_on": dt.date(2999, 1, 1)}, errors.InTheFuture),
        ],
    )
    def test_what_cannot_be_taken_leaves_nothing_behind(self, content, facts, error):
        with pytest.raises(error):
            services.hand_in(person=learner(), earlier=earlier(**facts), content=content)
        assert not EvidenceFile.objects.exists()

    def test_only_so_many_wait_at_once(self):
        person = learner()
        EvidenceFactory.create_batch(MOST_OPEN, person=person)
        with pytest.raises(errors.TooManyOpen):
            services.hand_in(person=person, earlier=earlier(), content=PNG)

    def test_what_is_taken_back_loses_its_file_and_no_longer_counts(self):
        person, (course,) = learner(), courses(1)
        evidence = recognise(person, course)
        services.take_back(evidence=evidence)
        assert not EvidenceFile.objects.exists()
        assert selectors.known_of(person).done == set()
        with pytest.raises(WrongState, match="„zurückgenommen“"):
            services.take_back(evidence=evidence)


@pytest.mark.django_db
class TestDeciding:
    def test_accepted_learning_counts_and_the_learner_is_told(self):
        person, (course,) = learner(), courses(1)
        evidence = EvidenceFactory(person=person, wanted=course)
        services.accept(evidence=evidence, course=course, valid_until=None, by=office_user())
        assert selectors.known_of(person).recognised == {course.pk}
        message = Message.objects.get()
        assert "anerkannt" in message.subject.lower()
        assert course.title in message.body
        with pytest.raises(WrongState, match="„anerkannt“"):
            services.refuse(evidence=evidence, reason="Doch nicht", by=office_user())

    def test_refusal_gives_its_reason(self):
        evidence = EvidenceFactory(person=learner())
        office = office_user()
        with pytest.raises(errors.ReasonMissing):
            services.refuse(evidence=evidence, reason="  ", by=office)
        services.refuse(evidence=evidence, reason="Zu alt", by=office)
        assert "Zu alt" in Message.objects.get().body

    def test_course_has_to_be_named(self):
        with pytest.raises(errors.CourseMissing):
            services.accept(
                evidence=EvidenceFactory(person=learner()),
                course=None,
                valid_until=None,
                by=office_user(),
            )

    @pytest.mark.parametrize(("days", "counts"), [(-1, False), (0, True), (1, True)])
    def test_recognition_counts_through_its_last_day(self, days, counts):
        person, (course,) = learner(), courses(1)
        recognise(person, course, valid_until=dates.today() + days * A_DAY)
        assert bool(selectors.known_of(person).done) is counts

    def test_provider_decides_for_the_own_courses_only(self):
        mine, other = courses(2)
        owner = GrantFactory(role=Role.PROVIDER_OWNER, provider=mine.entry.provider).user
        evidence = EvidenceFactory(person=learner(), wanted=mine)
        foreign = EvidenceFactory(person=learner(), wanted=other)
        nobodys = EvidenceFactory(person=learner())
        assert list(rules.reviewable_by(owner)) == [evidence]
        with pytest.raises(errors.NotYourReview):
            services.accept(evidence=evidence, course=other, valid_until=None, by=owner)
        for one in (foreign, nobodys):
            with pytest.raises(errors.NotYourReview):
                services.refuse(evidence=one, reason="Nein", by=owner)

    def test_nobody_decides_on_the_own_learning_and_personnel_sees_none(self):
        office = GrantFactory(role=Role.OFFICE).user
        job = learner().employments.get()
        job.person.user = office
        job.person.save()
        evidence = EvidenceFactory(person=job.person)
        hr = GrantFactory(role=Role.HR_MANAGER, municipality=job.municipality).user
        assert not rules.reviewable_by(office).exists()
        assert not rules.readable_by(hr, None).exists()
        assert not rules.readable_by(UserFactory(), None).exists()
        assert list(rules.readable_by(office, job.person)) == [evidence]
