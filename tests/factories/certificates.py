"""Factories of courses.certificates."""

import factory

from campus.kit import dates
from courses.certificates.models import Certificate
from courses.certificates.numbers import new_number
from tests.factories.enrolment import EnrolmentFactory


class CertificateFactory(factory.django.DjangoModelFactory):
    """A valid certificate of a seat; its copies differ from the stored names on purpose."""

    class Meta:
        model = Certificate

    number = factory.LazyFunction(lambda: new_number(2026))
    enrolment = factory.SubFactory(EnrolmentFactory)
    person = factory.SelfAttribute("enrolment.person")
    holder_name = "Erika Damals"
    course_title = "Kurs, wie er damals hieß"
    provider_name = "Hochschule Damals"
    version_number = 3
    minutes = 100
    contents = ["Erstes Kapitel", "Zweites Kapitel"]
    completed_on = factory.LazyFunction(dates.today)
