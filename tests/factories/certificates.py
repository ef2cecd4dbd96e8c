"""Factories of courses.certificates."""

from decimal import Decimal

import factory

from campus.kit import dates
from courses.certificates.achievements import FACTS, achievement_key
from courses.certificates.models import Certificate
from courses.certificates.numbers import new_number
from tests.factories.enrolment import EnrolmentFactory


class CertificateFactory(factory.django.DjangoModelFactory):
    """A confirmation of participation; `achieved=True` for a record of achievement.

    Its copies differ from the stored names on purpose.
    """

    class Meta:
        model = Certificate

    kind = Certificate.Kind.PARTICIPATION
    number = factory.LazyFunction(lambda: new_number(2026))
    enrolment = factory.SubFactory(EnrolmentFactory)
    person = factory.SelfAttribute("enrolment.person")
    holder_name = "Erika Damals"
    course_title = "Kurs, wie er damals hieß"
    provider_name = "Hochschule Damals"
    version_number = 3
    minutes = 100
    contents = ["Erstes Kapitel", "Zweites Kapitel"]
    threshold_percent = 50
    completed_on = factory.LazyFunction(dates.today)
    achievement_key = factory.LazyAttribute(
        lambda row: achievement_key(row.kind, {name: getattr(row, name) for name in FACTS})
    )

    class Params:
        achieved = factory.Trait(kind=Certificate.Kind.ACHIEVEMENT, score_scaled=Decimal("0.8750"))
