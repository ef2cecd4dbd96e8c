"""Factories of courses.transfer: somebody who comes from one town and brings proofs along."""

import datetime as dt

from campus.kit import dates
from courses.certificates.models import Certificate
from courses.certificates.services import issue
from courses.transfer import services
from tests.factories.assignments import ObligationFactory, PeriodFactory
from tests.factories.enrolment import EnrolmentFactory
from tests.factories.learning import complete
from tests.factories.people import EmploymentFactory

YESTERDAY = dt.timedelta(days=1)


def leave(job):
    """Let a job have ended yesterday."""
    job.valid_until = dates.today() - YESTERDAY
    job.save(update_fields=["valid_until"])
    return job


def learnt(seat, **facts):
    """Complete a seat and return its better document, with other facts if wanted."""
    complete(seat)
    issue(registration=seat.registration)
    document = Certificate.objects.filter(enrolment=seat).order_by("kind").first()
    Certificate.objects.filter(enrolment=seat).update(**facts)
    document.refresh_from_db()
    return document


def newcomer(municipality, **facts):
    """Return a new job and the certificate of a course that was completed in the town before."""
    old = EmploymentFactory()
    certificate = learnt(EnrolmentFactory(employment=old), **facts)
    leave(old)
    new = EmploymentFactory(
        person=old.person, municipality=municipality, valid_from=dates.today() - YESTERDAY
    )
    return new, certificate


def asked_for(job, course, **facts):
    """Return the open turn of somebody who has to take a course."""
    obligation = ObligationFactory(municipality=job.municipality, course=course, **facts)
    return PeriodFactory(obligation=obligation, employment=job)


def shown(municipality, **facts):
    """Return a certificate that a newcomer has shown and that an obligation asks for."""
    job, certificate = newcomer(municipality, **facts)
    asked_for(job, certificate.enrolment.offer.course)
    key = f"c{certificate.pk}"
    return services.show(person=job.person, municipality=municipality, keys=[key])[0]
