"""Groups in the protocol (RFC 7643 section 4.2): found, told of, changed, deleted."""

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from scim2_models import Context, ListResponse, PatchOp, SearchRequest

from members.scim import groups as deeds
from members.scim import selectors
from members.scim.models import DirectoryGroup, Key
from members.scim.resources import Group
from members.scim.views.protocol import listed, of_directory, refusal, shown


@of_directory("GET", "HEAD", "POST")
def groups(request: HttpRequest, key: Key) -> HttpResponse:
    """Find groups, or take a new one."""
    if request.method != "POST":
        wanted = SearchRequest[Group].model_validate(
            request.GET.dict(), scim_ctx=Context.SEARCH_REQUEST
        )
        return _found(request, key, wanted)
    group = Group.model_validate_json(request.body, scim_ctx=Context.RESOURCE_CREATION_REQUEST)
    row = deeds.add_group(key=key, group=group)
    return _shown(request, row, Context.RESOURCE_CREATION_RESPONSE, status=201)


@of_directory("POST")
def search(request: HttpRequest, key: Key) -> HttpResponse:
    """Find groups by a question in the body (RFC 7644 section 3.4.3)."""
    wanted = SearchRequest[Group].model_validate_json(request.body, scim_ctx=Context.SEARCH_REQUEST)
    return _found(request, key, wanted)


@of_directory("GET", "HEAD", "PUT", "PATCH", "DELETE")
def group(request: HttpRequest, key: Key, reference: str) -> HttpResponse:
    """Read, replace, change or delete one group."""
    row = selectors.group_of(key.municipality, reference)
    if row is None:
        return refusal(404, "There is no such group.")
    if request.method == "DELETE":
        deeds.remove_group(row=row)
        return HttpResponse(status=204)
    if request.method == "PUT":
        return _replaced(request, key, row)
    if request.method == "PATCH":
        return _patched(request, key, row)
    return _shown(request, row, Context.RESOURCE_QUERY_RESPONSE)


def _replaced(request: HttpRequest, key: Key, row: DirectoryGroup) -> HttpResponse:
    wanted = Group.model_validate_json(request.body, scim_ctx=Context.RESOURCE_REPLACEMENT_REQUEST)
    row = deeds.change_group(key=key, row=row, group=wanted)
    return _shown(request, row, Context.RESOURCE_REPLACEMENT_RESPONSE)


def _patched(request: HttpRequest, key: Key, row: DirectoryGroup) -> HttpResponse:
    """Apply all operations or none; two at once go one after the other."""
    wanted = PatchOp[Group].model_validate_json(
        request.body, scim_ctx=Context.RESOURCE_PATCH_REQUEST
    )
    with transaction.atomic():
        row = deeds.locked_group(row=row)
        resource = row.resource
        if wanted.patch(resource):
            row = deeds.change_group(key=key, row=row, group=resource)
    return _shown(request, row, Context.RESOURCE_PATCH_RESPONSE)


def _shown(
    request: HttpRequest, row: DirectoryGroup, context: Context, *, status: int = 200
) -> HttpResponse:
    return shown(request, row.resource, context, status=status)


def _found(request: HttpRequest, key: Key, wanted: Any) -> HttpResponse:
    found = selectors.find_groups(key.municipality, wanted)
    return listed(request, found, ListResponse[Group], wanted)
