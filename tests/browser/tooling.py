"""What the journey of a learning tool needs: a tool, who chooses in it, and who learns.

`manage.py shell -c "from tests.browser.tooling import plant; plant('127.0.0.1:9000')"` registers.
"""

import json

from campus.demo.signins import PASSWORD
from courses.modules import services as modules
from courses.modules.models import Chapter, Lesson
from courses.tools import services as tools
from members.organisations.models import Municipality, Provider
from members.roles.catalogue import Role
from members.roles.services import grant
from tests.factories.accounts import UserFactory
from tests.factories.catalogue import CoursePageFactory
from tests.factories.enrolment import EnrolmentFactory, OfferFactory
from tests.factories.learning import items_of
from tests.factories.lti import values_of_tool
from tests.factories.modules import ChapterFactory
from tests.factories.people import EmploymentFactory

AUTHOR, LEARNER = "moodle@hfpv.example", "moodle@bensheim.example"


def _user(email):
    """Make somebody who signs in with the demo's password."""
    facts = {"username": email, "email": email, "first_name": "Moodle", "password": PASSWORD}
    return UserFactory(**facts)


def plant(host):
    """Register the tool that lies there, and print what it has to know."""
    provider, author = Provider.objects.get(slug="hfpv"), _user(AUTHOR)
    grant(user=author, role=Role.AUTHOR, provider=provider)
    site = f"http://{host}"
    addresses = {"login_url": f"{site}/login", "target_url": f"{site}/launch"}
    addresses |= {"redirect_urls": [f"{site}/launch"], "choice_url": f"{site}/launch"}
    addresses |= {"keys_url": f"{site}/keys", "public_key": ""}
    tool = tools.register(provider=provider, by=None, values=values_of_tool(site, **addresses))
    tools.approve(tool=tool, by=None, origins=tool.origins)
    course = CoursePageFactory(provider=provider, title="Vergabe mit der Hochschule")
    chapter = ChapterFactory(module=modules.ensure_module(course=course, provider=provider))
    given = {"client_id": tool.client_id, "deployment_id": tool.deployment_id}
    print(json.dumps({"given": given, "tool": str(tool.pk), "chapter": chapter.pk}))  # noqa: T201


def teach(chapter_id):
    """Publish what the author has chosen, seat a learner, and print where it opens."""
    chapter = Chapter.objects.get(pk=chapter_id)
    for lesson in Lesson.objects.filter(chapter=chapter):
        modules.publish_lesson(lesson=lesson)
    modules.freeze(module=chapter.module)
    town = Municipality.objects.get(short_name="Bensheim")
    job = EmploymentFactory(
        person__user=_user(LEARNER), municipality=town, department=town.departments.first()
    )
    seat = EnrolmentFactory(offer=OfferFactory(module=chapter.module), employment=job)
    print(f"/lernen/kurs/{seat.registration}/{items_of(seat)[0].key}/")  # noqa: T201
