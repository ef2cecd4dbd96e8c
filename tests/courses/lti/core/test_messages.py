"""Claims of the messages, clause by clause of LTI 1.3 core and Deep Linking 2.0."""

import pytest

from courses.lti.core import messages
from courses.lti.core import vocabulary as words

FRAME = messages.Frame(
    issuer="https://campus.example",
    platform="KommunalCampus",
    client_id="client",
    deployment_id="deployment",
    subject="7d0c",
    nonce="n-1",
    now=1_700_000_000,
    locale="de",
    roles=words.LEARNER,
)
PLACE = messages.Place(
    context_id="c-1",
    context_title="Vergaberecht",
    link_id="l-1",
    link_title="Vergabe üben",
    link_text="",
    return_url="https://campus.example/zurueck",
)
TARGET = "https://moodle.example/launch"
LINK = messages.resource_link(FRAME, PLACE, target=TARGET, custom={}, service=None)
CHOICE = messages.choice(
    FRAME, messages.Place(), target=TARGET, return_url="https://campus.example/r", data="d-1"
)
# OpenID Connect 2 and LTI 1.3, 5.3.1 to 5.3.7: what every message holds.
REQUIRED = {
    "iss": "https://campus.example",
    "aud": "client",
    "azp": "client",
    "sub": "7d0c",
    "nonce": "n-1",
    "iat": 1_700_000_000,
    "exp": 1_700_000_300,
    words.LTI_VERSION: "1.3.0",
    words.DEPLOYMENT: "deployment",
    words.TARGET: TARGET,
    words.ROLES: ["http://purl.imsglobal.org/vocab/lis/v2/membership#Learner"],
}
PERSONAL = (
    "name",
    "given_name",
    "family_name",
    "middle_name",
    "nickname",
    "preferred_username",
    "picture",
    "email",
    "phone_number",
    "address",
    f"{words.CLAIM}lis",
    f"{words.CLAIM}role_scope_mentor",
    f"{words.CLAIM}lti1p1",
    "https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice",
)


@pytest.mark.parametrize(("name", "value"), REQUIRED.items())
@pytest.mark.parametrize("claims", [LINK, CHOICE], ids=["link", "choice"])
def test_lti13_5_3_every_message_holds_the_required_claim(claims, name, value):
    assert claims[name] == value


@pytest.mark.parametrize("name", PERSONAL)
@pytest.mark.parametrize("claims", [LINK, CHOICE], ids=["link", "choice"])
def test_lti13_5_3_6_no_message_holds_a_personal_claim(claims, name):
    assert name not in claims


def test_lti13_5_3_1_message_types_are_told_apart():
    assert LINK[words.MESSAGE_TYPE] == "LtiResourceLinkRequest"
    assert CHOICE[words.MESSAGE_TYPE] == "LtiDeepLinkingRequest"


def test_lti13_5_3_5_resource_link_has_an_identifier_and_no_empty_texts():
    assert LINK[words.RESOURCE] == {"id": "l-1", "title": "Vergabe üben"}
    assert words.RESOURCE not in CHOICE


def test_lti13_5_4_1_context_names_the_course():
    assert LINK[words.CONTEXT] == {
        "id": "c-1",
        "title": "Vergaberecht",
        "type": ["http://purl.imsglobal.org/vocab/lis/v2/course#CourseSection"],
    }
    assert words.CONTEXT not in CHOICE


def test_lti13_5_4_2_platform_is_named():
    assert LINK[words.PLATFORM]["guid"] == "https://campus.example"
    assert LINK[words.PLATFORM]["name"] == "KommunalCampus"


def test_lti13_5_4_4_presentation_names_language_and_way_back():
    assert LINK[words.PRESENTATION] == {
        "document_target": "window",
        "locale": "de",
        "return_url": "https://campus.example/zurueck",
    }


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ("7", "7"),
        ("$ResourceLink.id", "l-1"),
        ("$ResourceLink.title", "Vergabe üben"),
        ("$Context.id", "c-1"),
        ("$Context.title", "Vergaberecht"),
        ("$Message.locale", "de"),
        ("$ToolPlatform.productFamilyCode", "kommunalcampus"),
        # What would say who somebody is stays unsubstituted (LTI 1.3, 5.4.6.1).
        ("$Person.name.full", "$Person.name.full"),
        ("$Person.email.primary", "$Person.email.primary"),
        ("$User.username", "$User.username"),
        ("$Person.sourcedId", "$Person.sourcedId"),
    ],
)
def test_lti13_5_4_6_custom_parameters_are_substituted_without_the_person(sent, told):
    claims = messages.resource_link(FRAME, PLACE, target=TARGET, custom={"x": sent})
    assert claims[words.CUSTOM] == {"x": told}


def test_lti13_5_4_6_no_custom_claim_where_there_is_nothing_custom():
    assert words.CUSTOM not in LINK


def test_ags_3_1_service_is_told_only_where_results_are_taken():
    service = {"scope": ["s"], "lineitem": "https://campus.example/1"}
    told = messages.resource_link(FRAME, PLACE, target=TARGET, custom={}, service=service)
    assert told[words.SERVICE] == service
    assert words.SERVICE not in LINK and words.SERVICE not in CHOICE


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("deep_link_return_url", "https://campus.example/r"),
        ("accept_types", ["ltiResourceLink"]),
        ("accept_presentation_document_targets", ["window", "iframe"]),
        ("accept_multiple", True),
        ("accept_lineitem", True),
        ("auto_create", False),
        ("data", "d-1"),
    ],
)
def test_dl_4_4_1_settings_say_what_may_be_chosen(name, value):
    assert CHOICE[words.CHOICE_SETTINGS][name] == value


def test_choice_inside_a_course_names_it():
    claims = messages.choice(FRAME, PLACE, target=TARGET, return_url="r", data="d")
    assert claims[words.CONTEXT]["id"] == "c-1"
