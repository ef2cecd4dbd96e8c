"""Factories of courses.pathways."""

import datetime as dt

import factory

from campus.kit import dates
from courses.pathways import services
from courses.pathways.models import Evidence, EvidenceFile, LearningPath, Prerequisite
from courses.pathways.plans import Group, Rule, Step, dump
from courses.pathways.states import EvidenceState
from members.roles.catalogue import Role
from tests.factories.catalogue import CoursePageFactory
from tests.factories.enrolment import OfferFactory, member_employment
from tests.factories.roles import GrantFactory

# The smallest picture that can be read.
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108020000009077"
    "53de0000000c49444154789c63606060000000040001f61738550000000049"
    "454e44ae426082"
)


class LearningPathFactory(factory.django.DjangoModelFactory):
    """A draft of the office without courses."""

    class Meta:
        model = LearningPath

    title = factory.Sequence(lambda number: f"Weg {number}")
    slug = factory.Sequence(lambda number: f"weg-{number}")
    promise = "Sie kommen Schritt für Schritt ans Ziel."


class PrerequisiteFactory(factory.django.DjangoModelFactory):
    """A course that asks for another one first."""

    class Meta:
        model = Prerequisite

    course = factory.SubFactory(CoursePageFactory)
    requires = factory.SubFactory(CoursePageFactory)


class EvidenceFactory(factory.django.DjangoModelFactory):
    """A picture of a certificate that waits for a decision."""

    class Meta:
        model = Evidence
        skip_postgeneration_save = True

    title = factory.Sequence(lambda number: f"Zertifikat {number}")
    issuer = "Volkshochschule"
    completed_on = factory.LazyFunction(lambda: dates.today() - dt.timedelta(days=100))

    @factory.post_generation
    def file(evidence, create, extracted, **kwargs):
        EvidenceFile.objects.create(
            evidence=evidence, name="zertifikat.png", media_type="image/png", content=PNG
        )


def office_user():
    """Return somebody in the office of the cooperative."""
    return GrantFactory(role=Role.OFFICE).user


def recognise(person, course, **facts):
    """Return accepted evidence of a person for a course."""
    return EvidenceFactory(person=person, course=course, state=EvidenceState.ACCEPTED, **facts)


def courses(number):
    """Return courses that can be booked."""
    return [offer.course for offer in OfferFactory.create_batch(number)]


def published(*items, rule=Rule.ORDERED, need=0, by=None, **facts):
    """Return the version of a published path of these courses, steps or sets."""
    steps = tuple(one if isinstance(one, Step | Group) else Step(one.pk) for one in items)
    path = LearningPathFactory(plan=dump(Group(rule, need, steps)), **facts)
    return services.publish(path=path, by=by or office_user())


def learner():
    """Return somebody who can book."""
    return member_employment().person
