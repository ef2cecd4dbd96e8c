"""Names that LTI 1.3, Deep Linking 2.0 and Assignment and Grade Services 2.0 give to things."""

VERSION = "1.3.0"
CLAIM = "https://purl.imsglobal.org/spec/lti/claim/"
MESSAGE_TYPE, LTI_VERSION = f"{CLAIM}message_type", f"{CLAIM}version"
DEPLOYMENT, TARGET = f"{CLAIM}deployment_id", f"{CLAIM}target_link_uri"
ROLES, CONTEXT, RESOURCE = f"{CLAIM}roles", f"{CLAIM}context", f"{CLAIM}resource_link"
PLATFORM, PRESENTATION = f"{CLAIM}tool_platform", f"{CLAIM}launch_presentation"
CUSTOM = f"{CLAIM}custom"
COURSE = "http://purl.imsglobal.org/vocab/lis/v2/course#CourseSection"

RESOURCE_REQUEST = "LtiResourceLinkRequest"
CHOICE_REQUEST, CHOICE_RESPONSE = "LtiDeepLinkingRequest", "LtiDeepLinkingResponse"
CHOICE_CLAIM = "https://purl.imsglobal.org/spec/lti-dl/claim/"
CHOICE_SETTINGS = f"{CHOICE_CLAIM}deep_linking_settings"
CHOICE_ITEMS, CHOICE_DATA = f"{CHOICE_CLAIM}content_items", f"{CHOICE_CLAIM}data"
CHOICE_MESSAGE, CHOICE_ERROR = f"{CHOICE_CLAIM}msg", f"{CHOICE_CLAIM}errormsg"
LINK = "ltiResourceLink"

MEMBER = "http://purl.imsglobal.org/vocab/lis/v2/membership#"
LEARNER = (f"{MEMBER}Learner",)
# Moodle lets only those choose content who teach.
AUTHOR = (f"{MEMBER}Instructor", f"{MEMBER}ContentDeveloper")

SERVICE = "https://purl.imsglobal.org/spec/lti-ags/claim/endpoint"
SCOPE = "https://purl.imsglobal.org/spec/lti-ags/scope/"
READ_ITEMS, READ_RESULTS, SCORE = (
    f"{SCOPE}lineitem.readonly",
    f"{SCOPE}result.readonly",
    f"{SCOPE}score",
)
SCOPES = (READ_ITEMS, READ_RESULTS, SCORE)
ITEMS_TYPE = "application/vnd.ims.lis.v2.lineitemcontainer+json"
ITEM_TYPE = "application/vnd.ims.lis.v2.lineitem+json"
RESULTS_TYPE = "application/vnd.ims.lis.v2.resultcontainer+json"
ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
