"""A learner for each package: a module whose only step is the package, a seat, a way to sign in.

Runs inside the platform: `manage.py shell -c "from tests.standards.packages.seating import seat…"`.
"""

import json

from django.urls import reverse

from campus.demo.signins import PASSWORD
from courses.modules import services as modules
from courses.packages.models import Package
from tests.factories.accounts import UserFactory
from tests.factories.enrolment import EnrolmentFactory, OfferFactory
from tests.factories.modules import ChapterFactory, LessonFactory, ModuleFactory
from tests.factories.people import EmploymentFactory
from tests.standards.packages.people import LEARNER


def seat(package_id):
    """Seat the learner before a package; print where it is played."""
    print(json.dumps(addresses_of(Package.objects.get(pk=package_id))))  # noqa: T201


def addresses_of(package):
    """Seat the learner before a package; return where it is played, left and judged."""
    module = ModuleFactory(provider=package.provider, course__slug=f"paket-{package.pk}")
    LessonFactory(
        chapter=ChapterFactory(module=module),
        title=package.title,
        kind="package",
        package=package,
        completion="opened" if package.kind == "html" else "reported",
    )
    modules.freeze(module=module)
    known = EmploymentFactory._meta.model.objects.filter(person__user__email=LEARNER).first()
    job = known or EmploymentFactory(
        person__user=UserFactory(username=LEARNER, email=LEARNER, password=PASSWORD)
    )
    row = EnrolmentFactory(offer=OfferFactory(module=module), employment=job)
    item = module.chapters.get().lessons.get().key
    where = [row.registration, item]
    is_cmi5 = package.kind == "cmi5"
    return {
        "start": reverse("cmi5:launch" if is_cmi5 else "playing:frame", args=where),
        "item": reverse("learning:item", args=where),
        "result": "" if is_cmi5 else reverse("playing:result", args=where),
    }
