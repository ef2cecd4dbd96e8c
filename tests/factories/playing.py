"""Seats on which the only step is a package."""

from courses.modules import services as modules
from courses.packages.models import Package, State
from tests.factories.enrolment import EnrolmentFactory, OfferFactory
from tests.factories.learning import items_of
from tests.factories.modules import ChapterFactory, LessonFactory, ModuleFactory
from tests.factories.organisations import ProviderFactory


def described(number=1, **changes):
    """Return a part as a manifest describes it."""
    part = {"key": f"I{number}", "title": f"Teil {number}", "href": "index.html", "talks": True}
    return {**part, "settings": {}, **changes}


def make_package(*, kind="scorm12", parts=1, provider=None, settings=None, **changes):
    """Return a package that is ready, without files."""
    values = {
        "provider": provider or ProviderFactory(),
        "title": "Sichere Passwörter",
        "kind": kind,
        "digest": "0" * 64,
        "size": 1,
        "file_count": 1,
        "parts": [described(one + 1, settings=settings or {}) for one in range(parts)],
        "state": State.READY,
    }
    return Package.objects.create(**{**values, **changes})


def packaged_seat(*, package=None, completion="reported", pass_percent=80, **facts):
    """Return a seat, the only item of its course, and the item's package."""
    package = package or make_package(**facts)
    module = ModuleFactory(provider=package.provider)
    LessonFactory(
        chapter=ChapterFactory(module=module),
        title="Passwörter üben",
        kind="package",
        package=package,
        completion=completion,
        pass_percent=pass_percent,
    )
    modules.freeze(module=module)
    seat = EnrolmentFactory(offer=OfferFactory(module=module))
    return seat, items_of(seat)[0], package
