"""Factories of courses.competences: the real data files, and answers to them."""

from django.core.management import call_command

from campus.kit import dates
from courses.catalogue.selectors import competences_by_code
from courses.catalogue.services import publish_course, put_competences
from courses.competences import selectors, services
from courses.competences.models import Framework


def load():
    """Publish the frameworks that come with the platform."""
    call_command("load_frameworks", verbosity=0)
    return Framework.objects.get(slug="digcomp", version="2.2")


def begin(person, *, role="buergerdienste", version="2.2"):
    """Begin an assessment of a person."""
    load()
    return services.begin(
        person=person,
        framework=Framework.objects.get(slug="digcomp", version=version),
        roles=selectors.current_roles(),
        role=role,
    )


def finished(person, *, level=8, at=None, **levels):
    """Return a finished assessment with one level for all but a few, such as `k_4_2=1`."""
    assessment = begin(person)
    codes = selectors.contents(assessment.framework).codes
    answers = {code: levels.get(f"k_{code.replace('.', '_')}", level) for code in codes}
    services.answer(assessment=assessment, levels=answers)
    with dates.moved_clock(at or dates.now()):
        return services.finish(assessment=assessment)


def teaches(course, *codes):
    """Let a course build up competences of DigComp 2.2."""
    put_competences([{"code": code, "name_de": code, "name_en": code} for code in codes])
    course.competences = competences_by_code(codes, framework="DigComp 2.2")
    return publish_course(course=course)
