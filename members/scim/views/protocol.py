"""The protocol (RFC 7644): programs only, each with the key of one municipality."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from pydantic import ValidationError
from scim2_models import (
    Context,
    Error,
    ListResponse,
    PatchOp,
    ResourceType,
    ResponseParameters,
    Schema,
    SCIMException,
    SearchRequest,
)

from campus.kit.errors import DomainError
from members.accounts.limits import TooManyAttempts, check_attempts, count_attempt
from members.groups.errors import GroupInUse
from members.scim import selectors, services
from members.scim.models import DirectoryUser, Key
from members.scim.resources import POLICY, Group, StaffUser, service
from members.scim.selectors import Found

MEDIA_TYPE = "application/scim+json"
GUESSING = "directory_key"
View = Callable[..., HttpResponse]


def answer(body: Any, *, status: int = 200, **headers: str) -> HttpResponse:
    """Return a message of the protocol."""
    text = body if isinstance(body, str) else body.model_dump_json(scim_ctx=Context.DEFAULT)
    return HttpResponse(text, status=status, content_type=MEDIA_TYPE, headers=headers)


def refusal(status: int, detail: str, kind: str | None = None, **headers: str) -> HttpResponse:
    """Return an error with a sentence (RFC 7644 section 3.12)."""
    error = Error(status=status, detail=detail, scim_type=kind)
    return answer(error, status=status, **headers)


def of_directory(*methods: str) -> Callable[[View], View]:
    """Let in who has a key, and put every refusal in the words of the protocol."""

    def decorate(view: View) -> View:
        @csrf_exempt
        @never_cache
        @wraps(view)
        def guarded(request: HttpRequest, **kwargs: Any) -> HttpResponse:
            # Programs are spoken to in English, as the standard's own words are.
            with translation.override("en"):
                key = _key(request)
                if isinstance(key, HttpResponse):
                    return key
                if request.method not in methods:
                    allowed = ", ".join(methods)
                    return refusal(405, f"Allowed here: {allowed}.", Allow=allowed)
                return _worded(lambda: view(request, key, **kwargs), key)

        return guarded

    return decorate


def _key(request: HttpRequest) -> Key | HttpResponse:
    """Return the key of the request, or why there is none (RFC 6750)."""
    scheme, _space, secret = request.headers.get("Authorization", "").partition(" ")
    key = selectors.key_of(secret.strip()) if scheme.casefold() == "bearer" else None
    if key is None:
        return _without_key(request, secret)
    services.note_use(key=key)
    return key


def _without_key(request: HttpRequest, secret: str) -> HttpResponse:
    """Refuse, and put the brake on guessing.

    It never stops a right key: directories of many town halls come from one cloud's addresses.
    """
    try:
        check_attempts(request, GUESSING)
        if secret:
            count_attempt(request, GUESSING)
    except TooManyAttempts as error:
        return refusal(429, str(error))
    challenge = {"WWW-Authenticate": 'Bearer realm="KommunalCampus"'}
    return refusal(401, "A valid key is needed: Authorization: Bearer …", **challenge)


def _worded(deed: Callable[[], HttpResponse], key: Key) -> HttpResponse:
    """Do it; a refusal becomes an error of the protocol and, of a person, a note."""
    try:
        with POLICY:
            return deed()
    except (ValidationError, SCIMException) as error:
        return _of_protocol(error)
    except DomainError as error:
        with translation.override(settings.LANGUAGE_CODE):
            services.note(municipality=key.municipality, who=_who(error), text=str(error))
        return refusal(error.status, str(error), _kind_of(error))
    except RequestDataTooBig:
        return refusal(413, "The message is too large.")
    except IntegrityError:
        # Two requests at once about the same: one of them has won.
        return refusal(409, "Another request has told of the same.", "uniqueness")


def _of_protocol(error: ValidationError | SCIMException) -> HttpResponse:
    """Return what the standard says about a message that cannot be read."""
    if isinstance(error, SCIMException):
        return answer(error.to_error(), status=error.status)
    first = Error.from_validation_errors(error)[0]
    return answer(first, status=first.status or 400)


def _kind_of(error: DomainError) -> str | None:
    """Return the standard's word for a refusal; it has none for what is still needed."""
    if error.code == GroupInUse.code:
        return None
    return "uniqueness" if error.status == 409 else "invalidValue"


def _who(error: DomainError) -> str:
    return str(error.values.get("name") or error.values.get("number") or "")[:240]


@of_directory("GET", "HEAD")
def config(request: HttpRequest, key: Key) -> HttpResponse:
    """Tell what is understood here."""
    told = _service(request).config
    return answer(_placed(told, request, "scim:config"))


@of_directory("GET", "HEAD")
def kinds(request: HttpRequest, key: Key, name: str = "") -> HttpResponse:
    """Tell which resources there are."""
    told = list(_service(request).resource_types)
    for one in told:
        _placed(one, request, "scim:kind", name=one.id or "")
    return _one_or_all(request, told, ListResponse[ResourceType], name)


@of_directory("GET", "HEAD")
def schemas(request: HttpRequest, key: Key, name: str = "") -> HttpResponse:
    """Tell which attributes there are."""
    told = list(_service(request).schemas)
    for one in told:
        _placed(one, request, "scim:schema", name=one.id or "")
    return _one_or_all(request, told, ListResponse[Schema], name)


@of_directory("GET", "HEAD", "POST")
def users(request: HttpRequest, key: Key) -> HttpResponse:
    """Find users, or take a new one."""
    if request.method != "POST":
        wanted = SearchRequest[StaffUser].model_validate(
            request.GET.dict(), scim_ctx=Context.SEARCH_REQUEST
        )
        return _found(request, key, wanted)
    user = StaffUser.model_validate_json(request.body, scim_ctx=Context.RESOURCE_CREATION_REQUEST)
    row = services.add_user(key=key, user=user)
    return _shown(request, row, Context.RESOURCE_CREATION_RESPONSE, status=201)


@of_directory("POST")
def search(request: HttpRequest, key: Key) -> HttpResponse:
    """Find users by a question in the body (RFC 7644 section 3.4.3)."""
    wanted = SearchRequest[StaffUser].model_validate_json(
        request.body, scim_ctx=Context.SEARCH_REQUEST
    )
    return _found(request, key, wanted)


@of_directory("POST")
def search_all(request: HttpRequest, key: Key) -> HttpResponse:
    """Find users and groups by a question at the root."""
    wanted = SearchRequest[StaffUser | Group].model_validate_json(
        request.body, scim_ctx=Context.SEARCH_REQUEST
    )
    found = selectors.find_all(key.municipality, wanted)
    return listed(request, found, ListResponse[StaffUser | Group], wanted)


@of_directory("GET", "HEAD", "PUT", "PATCH", "DELETE")
def user(request: HttpRequest, key: Key, reference: str) -> HttpResponse:
    """Read, replace, change or delete one user."""
    row = selectors.user_of(key.municipality, reference)
    if row is None:
        return refusal(404, "There is no such user.")
    if request.method == "DELETE":
        services.remove_user(row=row)
        return HttpResponse(status=204)
    if request.method == "PUT":
        return _replaced(request, key, row)
    if request.method == "PATCH":
        return _patched(request, key, row)
    return _shown(request, row, Context.RESOURCE_QUERY_RESPONSE)


def _replaced(request: HttpRequest, key: Key, row: DirectoryUser) -> HttpResponse:
    wanted = StaffUser.model_validate_json(
        request.body, scim_ctx=Context.RESOURCE_REPLACEMENT_REQUEST
    )
    if wanted.replace(row.resource):
        row = services.change_user(key=key, row=row, user=wanted)
    return _shown(request, row, Context.RESOURCE_REPLACEMENT_RESPONSE)


def _patched(request: HttpRequest, key: Key, row: DirectoryUser) -> HttpResponse:
    """Apply all operations or none; two at once go one after the other."""
    wanted = PatchOp[StaffUser].model_validate_json(
        request.body, scim_ctx=Context.RESOURCE_PATCH_REQUEST
    )
    with transaction.atomic():
        row = services.locked(row=row)
        resource = row.resource
        if wanted.patch(resource):
            row = services.change_user(key=key, row=row, user=resource)
    return _shown(request, row, Context.RESOURCE_PATCH_RESPONSE)


def _shown(
    request: HttpRequest, row: DirectoryUser, context: Context, *, status: int = 200
) -> HttpResponse:
    return shown(request, row.resource, context, status=status)


def shown(request: HttpRequest, found: Any, context: Context, *, status: int = 200) -> HttpResponse:
    """Answer with a user or a group, as far as the request wants to read it."""
    parameters = ResponseParameters[type(found)].model_validate(  # type: ignore[misc]
        request.GET.dict()
    )
    resource = located(request, found)
    text = resource.model_dump_json(scim_ctx=context, response_parameters=parameters)
    return answer(text, status=status, Location=str(resource.meta.location))


def _found(request: HttpRequest, key: Key, wanted: Any) -> HttpResponse:
    found = selectors.find_users(key.municipality, wanted)
    return listed(request, found, ListResponse[StaffUser], wanted)


def listed(request: HttpRequest, found: Found, kind: Any, wanted: Any) -> HttpResponse:
    """Return a page of what was found."""
    page = [located(request, one) for one in found.resources]
    message = kind(
        total_results=found.total,
        start_index=found.start,
        items_per_page=len(page),
        resources=page,
    )
    context = Context.RESOURCE_QUERY_RESPONSE
    return answer(message.model_dump_json(scim_ctx=context, response_parameters=wanted))


def located(request: HttpRequest, resource: Any) -> Any:
    """Write the addresses of a resource and of its members into it."""
    view = "scim:group" if isinstance(resource, Group) else "scim:user"
    resource.meta.location = _address(request, view, reference=resource.id)
    for one in getattr(resource, "members", None) or []:
        one.ref = _address(request, "scim:user", reference=one.value)
    return resource


def _placed(told: Any, request: HttpRequest, view: str, **kwargs: str) -> Any:
    told.meta = told.meta or type(told).get_field_root_type("meta")()
    told.meta.resource_type = type(told).__name__
    told.meta.location = _address(request, view, **kwargs)
    return told


def _one_or_all(request: HttpRequest, told: list[Any], kind: Any, name: str) -> HttpResponse:
    if name:
        one = next((one for one in told if str(one.id) == name), None)
        return answer(one) if one is not None else refusal(404, "There is no such thing.")
    if "filter" in request.GET:
        return refusal(403, "What is described here cannot be filtered.")
    listed = {"total_results": len(told), "start_index": 1, "items_per_page": len(told)}
    return answer(kind(resources=told, **listed))


def _service(request: HttpRequest) -> Any:
    return service(_address(request, "scim:index"))


def _address(request: HttpRequest, view: str, **kwargs: str) -> str:
    return request.build_absolute_uri(reverse(view, kwargs=kwargs))


@of_directory("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
def anything_else(request: HttpRequest, key: Key, path: str = "") -> HttpResponse:
    """Answer every other address in the words of the protocol."""
    return refusal(404, "There is nothing at this address.")
