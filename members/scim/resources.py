"""What of SCIM is spoken here: users, what they say about a job, and groups of them; pure.

The schema is smaller than the standard's (RFC 7643 section 4.1): what we do not keep is not
announced, and what a directory sends all the same is ignored (RFC 7644 section 3.1).
"""

from typing import Annotated, Any
from unicodedata import normalize

from pydantic import EmailStr, Field
from scim2_models import (
    URN,
    AuthenticationScheme,
    Bulk,
    CaseExact,
    ChangePassword,
    ComplexAttribute,
    ETag,
    Extension,
    External,
    Filter,
    Mutability,
    Patch,
    Reference,
    Required,
    Resource,
    ResourceType,
    ScimPolicy,
    ScimProvider,
    ServiceProviderConfig,
    Sort,
    Uniqueness,
)

MOST_RESULTS = 200
SHORT, LONG, LONGEST_NUMBER = 120, 240, 30


class Name(ComplexAttribute):
    """The two parts of a name that the list of staff keeps."""

    family_name: Annotated[str | None, Required.true] = None
    given_name: Annotated[str | None, Required.true] = None


class Email(ComplexAttribute):
    """An address; the primary one, else the first, is the person's."""

    value: EmailStr | None = None
    type: str | None = None
    primary: bool | None = None


class User(Resource[Any]):
    """A job at the municipality, as a directory knows it (RFC 7643 section 4.1)."""

    __schema__ = URN("urn:ietf:params:scim:schemas:core:2.0:User")

    user_name: Annotated[str | None, Uniqueness.server, Required.true] = None
    name: Annotated[Name | None, Required.true] = None
    display_name: str | None = None
    title: str | None = None
    active: bool | None = None
    emails: list[Email] | None = None


class EnterpriseUser(Extension):
    """Where in the town hall somebody works (RFC 7643 section 4.3)."""

    __schema__ = URN("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User")

    employee_number: str | None = None
    department: str | None = None


# Extensions are put into the class at run time (RFC 7643 section 3.3).
StaffUser: Any = User.__class_getitem__(EnterpriseUser)


class Member(ComplexAttribute):
    """A user who belongs to a group; groups in groups are not kept (RFC 7643 section 4.2)."""

    value: Annotated[str | None, Mutability.immutable, CaseExact.true] = None
    ref: Annotated[Reference["User"] | None, Mutability.immutable] = Field(
        None, serialization_alias="$ref", validation_alias="$ref"
    )
    type: Annotated[str | None, Mutability.immutable] = Field(None, examples=["User"])


class Group(Resource[Any]):
    """Some of the users by name (RFC 7643 section 4.2)."""

    __schema__ = URN("urn:ietf:params:scim:schemas:core:2.0:Group")

    display_name: Annotated[str | None, Uniqueness.server, Required.true] = None
    members: list[Member] | None = None


def members_of(group: Group) -> list[tuple[str, str]]:
    """Return the reference and the kind of each member; an address alone names it as well."""
    found = []
    for one in group.members or []:
        value = one.value or str(one.ref or "").rstrip("/").rpartition("/")[2]
        kind = one.type or ("Group" if "/Groups/" in str(one.ref or "") else "User")
        found.append((value.strip(), kind))
    return list(dict.fromkeys(found))


# Microsoft Entra writes removals and new addresses in ways of its own; both can be told apart
# from everything else, so they are understood.
POLICY = ScimPolicy(
    unknown=ScimPolicy.Unknown.ignore,
    remove_value_as_filter=ScimPolicy.RemoveValue.apply,
    unmatched_path_filter=ScimPolicy.UnmatchedPathFilter.create,
)


def service(documentation: str) -> ScimProvider:
    """Return what the three addresses of discovery tell (RFC 7644 section 4)."""
    bearer = AuthenticationScheme(
        type=AuthenticationScheme.Type.oauthbearertoken,
        name="Bearer token",
        description="A key of the municipality, made by its human resources.",
        primary=True,
    )
    config = ServiceProviderConfig(
        documentation_uri=Reference[External](documentation),
        patch=Patch(supported=True),
        bulk=Bulk(supported=False, max_operations=0, max_payload_size=0),
        filter=Filter(supported=True, max_results=MOST_RESULTS),
        change_password=ChangePassword(supported=False),
        sort=Sort(supported=True),
        etag=ETag(supported=False),
        authentication_schemes=[bearer],
    )
    kinds = [ResourceType.from_resource(StaffUser), ResourceType.from_resource(Group)]
    return ScimProvider([User, EnterpriseUser, Group], kinds, config, POLICY)


def name_key(user_name: str) -> str:
    """Return a user name as it is compared: without regard to capitals."""
    return normalize("NFC", user_name.strip().lower())


class Said:
    """What a document says about a job, in the words of the list of staff."""

    def __init__(self, user: "User") -> None:
        self.user_name = (user.user_name or "").strip()
        self.external_id = user.external_id or ""
        name = user.name or Name()
        self.first_name = (name.given_name or "").strip()
        self.last_name = (name.family_name or "").strip()
        self.position = (user.title or "").strip()
        self.is_active = user.active is not False
        at = user[EnterpriseUser] or EnterpriseUser()
        self.number = (at.employee_number or "").strip()
        self.department = (at.department or "").strip()
        emails = [one for one in user.emails or [] if one.value]
        best = next((one for one in emails if one.primary), emails[0] if emails else None)
        self.email = str(best.value) if best else ""

    def too_long(self) -> str:
        """Return the name of the first attribute that is longer than we can keep, or ''."""
        limits = (
            ("userName", self.user_name, LONG),
            ("externalId", self.external_id, LONG),
            ("name.givenName", self.first_name, 80),
            ("name.familyName", self.last_name, 80),
            ("title", self.position, SHORT),
            ("department", self.department, SHORT),
            ("employeeNumber", self.number, SHORT),
            ("emails", self.email, 254),
        )
        return next((name for name, text, most in limits if len(text) > most), "")
