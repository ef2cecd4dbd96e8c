"""Somebody of whom every room holds something."""

from uuid import uuid4

from courses.assignments.models import ProofFile
from courses.cmi5.models import UnitProgress
from courses.cmi5.services import run_on_seat
from courses.feedback.models import Question
from courses.feedback.services import answer, rate
from courses.learning.services import grant_extra_time
from courses.oversight.models import Rung
from courses.playing.models import Attempt
from courses.transfer.models import Presentation
from courses.xapi.authority import account_agent
from courses.xapi.documents import STATE, Place
from courses.xapi.services import put_document
from members.people.models import AccessLogEntry, Invitation
from tests.factories.accounts import UserFactory
from tests.factories.assignments import ObligationFactory, PeriodFactory
from tests.factories.certificates import CertificateFactory
from tests.factories.cmi5 import cmi5_package, launched
from tests.factories.enrolment import EnrolmentFactory
from tests.factories.feedback import note_on, question_on
from tests.factories.learning import complete
from tests.factories.pathways import EvidenceFactory
from tests.factories.playing import make_package

SECRET = "Mein Geheimnis"


def known_everywhere(**facts):
    """Return the seat of a learner with something in every room."""
    seat = EnrolmentFactory(**facts)
    complete(seat)
    grant_extra_time(enrolment=seat, percent=25, minutes=0, by=UserFactory())
    run = run_on_seat(enrolment=seat, item_key=uuid4(), package=cmi5_package())
    UnitProgress.objects.create(run=launched(run).session.run, place="0.0")
    attempt = Attempt.objects.create(
        enrolment=seat, item_key=uuid4(), package=make_package(), data={"cmi": {"location": "7"}}
    )
    attempt.openings.create()
    note_on(seat, SECRET, seconds=83)
    answer(question=question_on(seat, "Meine Frage"), text="Die Antwort", by=UserFactory())
    question_on(seat, "Noch eine", Question.Kind.FAULT)
    rate(person=seat.person, course_id=seat.offer.course_id, stars=4, comment="Mein Wort")
    shown = CertificateFactory(enrolment=seat)
    Presentation.objects.create(
        person=seat.person,
        municipality=seat.employment.municipality,
        certificate=shown,
        title=shown.course_title,
        completed_on=shown.completed_on,
    )
    obligation = ObligationFactory(municipality=seat.employment.municipality)
    period = PeriodFactory(obligation=obligation, employment=seat.employment)
    Rung.objects.create(turn=period, step=Rung.Step.SUPERIOR, taken_on=period.due_on)
    ProofFile.objects.create(period=period, name="nachweis.pdf", content=b"%PDF")
    seat.employment.exemptions.create(begins_on=seat.employment.valid_from)
    EvidenceFactory(person=seat.person)
    AccessLogEntry.objects.create(person=seat.person, viewer_name="Robin", what="Liste")
    Invitation.objects.create(
        person=seat.person, channel="email", secret_hash=str(seat.pk), expires_at=seat.confirmed_at
    )
    kept = Place(
        STATE,
        "resume",
        "https://x.example/1",
        account_agent(str(seat.person.account.name)),
        seat.registration,
    )
    put_document(kept, content=b'{"page": 7}')
    return seat
