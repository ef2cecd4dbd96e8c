"""Tools, contents in them, seats that lead there, and tokens as tools sign them."""

import time
import uuid
from functools import cache

from joserfc import jwt
from joserfc.jwk import RSAKey

from campus.kit import dates
from courses.lti import keys, places
from courses.lti.core import vocabulary as words
from courses.lti.models import Key, Launch, Pseudonym, Purpose, Result
from courses.modules import services as modules
from courses.modules.models import Kind
from courses.tools.models import Content, State, Tool
from courses.tools.platform import address, issuer
from tests.factories.accounts import UserFactory
from tests.factories.enrolment import EnrolmentFactory, OfferFactory
from tests.factories.learning import items_of
from tests.factories.modules import ChapterFactory, LessonFactory
from tests.factories.organisations import ProviderFactory

SITE = "https://moodle.hochschule.example"
KID, SECOND_KID = "2026-a", "2026-b"
SESSION = "session-of-the-test"


@cache
def key_pair(kid):
    """Return a key of a tool; made once for all tests."""
    return RSAKey.generate_key(2048, {"kid": kid}, private=True)


PRIVATE_PEM = key_pair(KID).as_pem(private=True).decode()
PUBLIC_PEM = key_pair(KID).as_pem(private=False).decode()


def jwks(*kids):
    """Return the key set that a tool publishes."""
    rows = [key_pair(kid).as_dict(private=False) for kid in kids]
    return {"keys": [{**row, "use": "sig", "alg": "RS256"} for row in rows]}


@cache
def _platform_key():
    key = RSAKey.generate_key(2048, private=True)
    key.ensure_kid()
    return key


def platform_key(**facts):
    """Keep the platform's key, which takes long to make, without making it anew."""
    key = _platform_key()
    public = {name: key.as_dict(private=False)[name] for name in ("kty", "n", "e", "kid")}
    sealed = keys.sealed(key)
    values = {
        "kid": key.kid,
        "sealed": sealed,
        "public": {**public, "use": "sig", "alg": "RS256"},
        "signs_from": dates.now(),
    }
    return Key.objects.get_or_create(kid=key.kid, defaults={**values, **facts})[0]


def values_of_tool(site=SITE, **changes):
    """Return what the owner of a tool enters."""
    values = {
        "name": "Moodle der Hochschule",
        "login_url": f"{site}/enrol/lti/login.php",
        "target_url": f"{site}/enrol/lti/launch.php",
        "redirect_urls": [f"{site}/enrol/lti/launch.php", f"{site}/enrol/lti/launch_deeplink.php"],
        "choice_url": f"{site}/enrol/lti/launch_deeplink.php",
        "keys_url": "",
        "public_key": PUBLIC_PEM,
        "shown": "window",
    }
    return {**values, **changes}


def make_tool(*, provider=None, site=SITE, state=State.APPROVED, **changes):
    """Return a tool that the office has approved."""
    provider = provider or ProviderFactory()
    tool = Tool(provider=provider, state=state, **values_of_tool(site, **changes))
    tool.approved_origins = tool.origins if state == State.APPROVED else []
    tool.save()
    return tool


def make_content(*, tool=None, **changes):
    """Return a content of a tool that reports results."""
    tool = tool or make_tool()
    values = {"title": "Vergabe üben", "url": f"{tool.target_url}?id=7", "has_score": True}
    return Content.objects.create(tool=tool, **{**values, **changes})


def seat_with_tool(
    *, content=None, completion="reported", pass_percent=60, seat=EnrolmentFactory, **facts
):
    """Return a seat, the only item of its course, and the item's content."""
    content = content or make_content(**facts)
    chapter = ChapterFactory(module__provider=content.tool.provider)
    LessonFactory(
        chapter=chapter,
        title="Vergabe im Moodle",
        kind=Kind.TOOL,
        tool_content=content,
        completion=completion,
        pass_percent=pass_percent,
        body=[],
    )
    modules.freeze(module=chapter.module)
    enrolment = seat(offer=OfferFactory(module=chapter.module))
    return enrolment, items_of(enrolment)[0], content


def make_launch(*, purpose=Purpose.CHOOSE, tool=None, user=None, **facts):
    """Return a launch of somebody in the test's session."""
    values = {"session_digest": "", "used_at": dates.now(), **facts}
    return Launch.objects.create(
        tool=tool or make_tool(), user=user or UserFactory(), purpose=purpose, **values
    )


def reported_by_a_tool(seat):
    """Let a tool know the person of a seat, and have reported something."""
    number = Pseudonym.objects.create(tool=make_tool(), user=seat.person.user)
    return Result.objects.create(
        enrolment=seat, item_key=uuid.uuid4(), tool=number.tool, sub=number.sub, given=8, maximum=10
    )


def signed(claims, *, key=None, alg="RS256", **header):
    """Return claims as a tool signs them."""
    head = {"alg": alg, "kid": KID, **header}
    return jwt.encode(head, claims, key or key_pair(KID), algorithms=[alg])


def now():
    """Return the moment as tokens write it."""
    return int(time.time())


def assertion(tool, **changes):
    """Return the claims with which a tool asks for an access token."""
    claims = {
        "iss": tool.client_id,
        "sub": tool.client_id,
        "aud": address("lti:token"),
        "iat": now() - 5,
        "exp": now() + 60,
        "jti": str(uuid.uuid4()),
    }
    return {name: value for name, value in {**claims, **changes}.items() if value is not None}


def token_request(tool, *, key=None, header=None, scope=words.SCOPE + "score", **changes):
    """Return the form with which a tool asks for an access token."""
    return {
        "grant_type": "client_credentials",
        "client_assertion_type": words.ASSERTION,
        "client_assertion": signed(assertion(tool, **changes), key=key, **(header or {})),
        "scope": scope,
    }


def link(title="Vergabe üben", **changes):
    """Return a content as a tool names it."""
    item = {
        "type": words.LINK,
        "title": title,
        "url": f"{SITE}/enrol/lti/launch.php?id=9",
        "custom": {"id": "9"},
        "lineItem": {"label": "Punkte", "scoreMaximum": 20, "tag": "t", "resourceId": "r"},
    }
    return {name: value for name, value in {**item, **changes}.items() if value is not None}


def choice(launch, *items, **changes):
    """Return the claims with which a tool answers to choosing."""
    claims = {
        "iss": launch.tool.client_id,
        "aud": issuer(),
        "iat": now() - 5,
        "exp": now() + 60,
        "nonce": str(uuid.uuid4()),
        words.DEPLOYMENT: launch.tool.deployment_id,
        words.MESSAGE_TYPE: words.CHOICE_RESPONSE,
        words.LTI_VERSION: words.VERSION,
        words.CHOICE_DATA: places.choice_data(launch),
        words.CHOICE_ITEMS: list(items),
    }
    return {name: value for name, value in {**claims, **changes}.items() if value is not None}


def score(sub, **changes):
    """Return a score as a tool writes it."""
    document = {
        "userId": str(sub),
        "scoreGiven": 8,
        "scoreMaximum": 10,
        "activityProgress": "Completed",
        "gradingProgress": "FullyGraded",
        "timestamp": dates.now().isoformat(),
        "comment": "Gut gelöst.",
    }
    return {name: value for name, value in {**document, **changes}.items() if value is not None}
