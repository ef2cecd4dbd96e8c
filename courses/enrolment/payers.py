"""Which of somebody's employers pays for a seat and decides on it.

Who has one is not asked. Who has several says so for each booking that costs something or needs an
approval: nothing is remembered, and no employer hears of the other. What costs nothing and needs
nobody's word is taken for the first employer who may.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from campus.kit import dates
from courses.enrolment.circles import is_open_to
from courses.enrolment.errors import EmployerNotChosen, NoEmployment, NotYourEmployer
from members.cooperative import selectors as cooperative
from members.people import selectors as people

if TYPE_CHECKING:
    from courses.enrolment.models import Offer
    from members.people.models import Employment, Person


@dataclass(frozen=True, slots=True)
class Payer:
    """One of somebody's employers, and whether it can pay for a seat of an offer."""

    job: "Employment"
    is_member: bool
    is_open: bool

    @property
    def can(self) -> bool:
        """Tell whether its staff may take a seat."""
        return self.is_member and self.is_open


def payers_for(person: "Person", offer: "Offer") -> list[Payer]:
    """Return the employers of today, one job each, whoever has employed longest first."""
    today = dates.today()
    jobs: dict[int, Employment] = {}
    for job in people.employments_of(person):
        jobs.setdefault(job.municipality_id, job)
    return [
        Payer(
            job,
            cooperative.is_member(job.municipality, today),
            is_open_to(offer, job.municipality),
        )
        for job in jobs.values()
    ]


def is_asked(offer: "Offer") -> bool:
    """Tell whether a booking is an employer's business: it pays for it, or decides on it."""
    return offer.price > 0 or offer.approval_needed


def job_for(
    person: "Person", offer: "Offer", *, employer: str = "", asks: bool = True
) -> "Employment":
    """Return the job whose employer pays; `employer` is the one that was chosen, by its name in
    addresses. Raises NoEmployment, NotYourEmployer or EmployerNotChosen.
    """
    found = payers_for(person, offer)
    if not found:
        raise NoEmployment
    if employer:
        named = [one for one in found if one.job.municipality.slug == employer]
        if not named:
            raise NotYourEmployer
        return named[0].job
    if len(found) > 1 and asks and is_asked(offer):
        raise EmployerNotChosen(offer.pk)
    return min(found, key=lambda one: not one.can).job
