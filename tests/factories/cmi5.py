"""cmi5 courses, runs and a unit that behaves as a good one does."""

import base64
import json
import uuid
from copy import deepcopy
from dataclasses import asdict
from urllib.parse import parse_qs, urlencode, urlsplit

from django.test import Client as Browser

from campus.kit import dates
from courses.cmi5 import launches, services
from courses.cmi5.core import vocabulary as words
from courses.modules import services as modules
from courses.modules.models import Kind
from courses.packages.models import Package, State
from courses.packages.reading.cmi5 import course_of
from tests.factories.accounts import UserFactory
from tests.factories.enrolment import EnrolmentFactory, OfferFactory
from tests.factories.modules import ChapterFactory, LessonFactory
from tests.factories.organisations import ProviderFactory
from tests.factories.packages import cmi5

ALLOWED = "http://adlnet.gov/expapi/verbs/answered"
RESULTS = {
    words.INITIALIZED: None,
    words.TERMINATED: {"duration": "PT1S"},
    words.COMPLETED: {"completion": True, "duration": "PT1S"},
    words.PASSED: {"success": True, "duration": "PT1S"},
    words.FAILED: {"success": False, "duration": "PT1S"},
}
COUNTING = (words.COMPLETED, words.PASSED, words.FAILED)


def cmi5_package(*content, provider=None, **facts):
    """Return a package of this course, as if it had been uploaded and unpacked."""
    manifest = course_of(cmi5(*content), files=("index.html",))
    facts = {
        "provider": provider or ProviderFactory(),
        "title": manifest.title,
        "kind": manifest.kind.value,
        "digest": "0" * 64,
        "size": 1,
        "file_count": 1,
        "parts": [asdict(part) for part in manifest.parts],
        "structure": dict(manifest.structure),
        "state": State.READY,
        **facts,
    }
    return Package.objects.create(**facts)


def trial(*content, by=None):
    """Return a trial of a course."""
    return services.try_out(package=cmi5_package(*content), by=by or UserFactory())


def seat_in(*content, rule="reported", provider=None, seat=EnrolmentFactory):
    """Return a seat in a course whose only item is a cmi5 package, and the item's key."""
    provider = provider or ProviderFactory()
    package = cmi5_package(*content, provider=provider)
    chapter = ChapterFactory(module__provider=provider)
    lesson = LessonFactory(
        chapter=chapter, kind=Kind.PACKAGE, package=package, completion=rule, body=[]
    )
    modules.freeze(module=chapter.module)
    return seat(offer=OfferFactory(module=chapter.module)), lesson.key, package


def run_of(seat, key, package):
    """Return the learner's way through the item."""
    return services.run_on_seat(enrolment=seat, item_key=key, package=package)


class Unit:
    """The page of a launched unit: reads its address and talks to the record store."""

    def __init__(self, session):
        self.session = session
        self.address = launches.address_of(session)
        query = parse_qs(urlsplit(self.address).query)
        self.told = {name: values[0] for name, values in query.items()}
        self.actor = json.loads(self.told["actor"])
        self.browser = Browser()
        self.authorization = ""
        self.data = {}

    def fetch(self):
        """Ask for the credential; return the whole answer."""
        answer = self.browser.post(urlsplit(self.told["fetch"]).path)
        token = answer.json().get("auth-token", "")
        self.authorization = f"Basic {token}" if token else self.authorization
        return answer

    def begin(self):
        """Do all that comes before the first result; return this unit."""
        self.fetch()
        self.data = self.document("LMS.LaunchData").json()
        self.preferences()
        assert self.say(words.INITIALIZED).status_code == 204
        return self

    def call(self, method, resource, body=None, *, kind="application/json", **params):
        """Send a request to the record store."""
        path = f"{urlsplit(self.told['endpoint']).path}/{resource}?{urlencode(params)}"
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        headers = {"X-Experience-API-Version": "1.0.3", "Authorization": self.authorization}
        data = b"" if body is None else content
        return self.browser.generic(method, path, data, kind, headers=headers)

    def document(self, name, method="GET", body=None, **changes):
        """Read or write a state document."""
        place = {
            "stateId": name,
            "activityId": self.told["activityId"],
            "agent": json.dumps(self.actor),
            "registration": self.told["registration"],
        }
        return self.call(method, "activities/state", body, **{**place, **changes})

    def preferences(self, method="GET", body=None, **changes):
        """Read or write the learner's preferences."""
        kind = changes.pop("kind", "application/json")
        place = {"profileId": "cmi5LearnerPreferences", "agent": json.dumps(self.actor)}
        place = {name: value for name, value in {**place, **changes}.items() if value}
        return self.call(method, "agents/profile", body, kind=kind, **place)

    def statement(self, verb, *, defined=True, **result):
        """Return a good statement of this unit; `result` adds to what its verb asks for."""
        category = [{"id": words.CMI5_CATEGORY}] if defined else []
        if defined and verb in COUNTING:
            category.append({"id": words.MOVE_ON_CATEGORY})
        template = deepcopy(self.data.get("contextTemplate") or self._template())
        template["contextActivities"]["category"] = category
        if "score" in result and self.session.unit["mastery_score"] is not None:
            template["extensions"][words.MASTERY_SCORE] = self.session.unit["mastery_score"]
        found = {
            "id": str(uuid.uuid4()),
            "actor": deepcopy(self.actor),
            "verb": {"id": verb},
            "object": {"id": self.told["activityId"]},
            "timestamp": dates.now().isoformat().replace("+00:00", "Z"),
            "context": {"registration": self.told["registration"], **template},
        }
        told = {**(RESULTS.get(verb) or {}), **result}
        return {**found, "result": told} if told else found

    def _template(self):
        return {
            "contextActivities": {"grouping": [{"id": self.session.unit["id"]}]},
            "extensions": {words.SESSION: str(self.session.pk)},
        }

    def send(self, statement):
        """Store a statement; one without an identifier is posted."""
        if "id" not in statement:
            return self.call("POST", "statements", statement)
        return self.call("PUT", "statements", statement, statementId=statement["id"])

    def say(self, verb, **more):
        """Store a good statement."""
        return self.send(self.statement(verb, **more))

    @property
    def credential(self):
        """Return key and secret."""
        encoded = self.authorization.removeprefix("Basic ")
        return base64.b64decode(encoded).decode().split(":")


def launched(run, place="0.0", **facts):
    """Return the unit of a new session."""
    return Unit(services.launch(run=run, place=place, **facts))


def begun(*content, place="0.0", **facts):
    """Return a unit in a new trial that has stated that it has begun."""
    return launched(trial(*content), place, **facts).begin()
