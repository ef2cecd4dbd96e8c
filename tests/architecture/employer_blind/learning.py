"""Two of the staff who have learnt alike on the outside and differently on the inside."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from campus.kit import dates
from courses.assignments import services as assignments
from courses.certificates.models import Certificate
from courses.enrolment.models import Enrolment
from courses.learning.models import Attempt, ItemProgress, Progress
from tests.architecture.permission_matrix.actors import Place
from tests.factories.accounts import UserFactory
from tests.factories.enrolment import EnrolmentFactory, OfferFactory
from tests.factories.learning import complete
from tests.factories.people import PersonFactory

THREE_NIGHTS = dt.timedelta(days=3)


@dataclass
class Learners:
    """Both have done the same duty on the same day; one has learnt of free will, too.

    `seats` are those of the diligent one first: one try and every point, and a voluntary course
    with its certificate. The other needed four tries and three nights for half of the points.
    """

    place: Place
    jobs: list[Any] = field(default_factory=list)
    seats: list[list[Enrolment]] = field(default_factory=list)
    obligation: Any = None

    def __post_init__(self) -> None:
        self.jobs = [self.place.employment, self.place.employ(UserFactory())]
        duty = OfferFactory()
        self.obligation = assignments.assign(
            municipality=self.place.municipality,
            course=duty.course,
            people=self.jobs,
            due_on=dates.today() + dt.timedelta(days=30),
            legal_basis="Dienstanweisung, Abschnitt 3",
            by=self.place.user,
        )
        for job in self.jobs:
            seat = Enrolment.objects.filter(person=job.person, offer=duty).first()
            assigned = {"offer": duty, "employment": job, "source": Enrolment.Source.ASSIGNED}
            self.seats.append([seat or EnrolmentFactory(**assigned)])
        self.seats[0].append(EnrolmentFactory(employment=self.jobs[0]))
        for seat in (*self.seats[0], *self.seats[1]):
            complete(seat)
        self._learn_slowly(self.seats[1][0])

    def _learn_slowly(self, seat: Enrolment) -> None:
        """Let somebody have needed four tries and three nights for half of the points."""
        begun = dates.now() - THREE_NIGHTS
        Progress.objects.filter(enrolment=seat).update(started_at=begun, score_scaled="0.5137")
        last = Attempt.objects.filter(enrolment=seat).latest("number")
        Attempt.objects.filter(pk=last.pk).update(number=4, scaled="0.5137", started_at=begun)
        for number in (1, 2, 3):
            failed = {"submitted_at": begun, "scaled": "0.1719", "passed": False}
            Attempt.objects.create(
                enrolment=seat,
                item_key=last.item_key,
                number=number,
                version=last.version,
                **failed,
            )
        # By another way, too: part of it was proven by the test of a renewal.
        Enrolment.objects.filter(pk=seat.pk).update(earlier_version=seat.version_id)
        ItemProgress.objects.filter(progress__enrolment=seat, passed_at=None).update(
            waived_at=begun
        )
        tested = ItemProgress.objects.filter(progress__enrolment=seat, item_key=last.item_key)
        tested.update(best_scaled="0.5137")

    def exchange(self) -> None:
        """Give each of the two what the other has learnt."""
        spare = PersonFactory(user=None)
        rows = [Enrolment.objects.filter(pk__in=[one.pk for one in mine]) for mine in self.seats]
        proofs = [Certificate.objects.filter(enrolment__in=list(mine)) for mine in self.seats]
        first, second = self.jobs
        rows[0].update(person=spare, employment=None)
        for job, place in ((first, 1), (second, 0)):
            rows[place].update(person=job.person, employment=job)
            proofs[place].update(person=job.person, holder_name=str(job.person))
