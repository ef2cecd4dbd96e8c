"""Checks in front of the few views of Wagtail's admin that ask for no right to one page.

Each stands at Wagtail's own address and hands over to Wagtail's view once the check has passed.
The test that opens every address of the admin as a foreign author says when one is missing.
"""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views import chooser
from wagtail.admin.views.reports.page_types_usage import PageTypesUsageReportView
from wagtail.admin.viewsets.pages import page_viewset_registry
from wagtail.documents import get_document_model
from wagtail.documents.views.documents import DeleteView as DeleteDocumentView
from wagtail.documents.views.documents import EditView as EditDocumentView
from wagtail.images import get_image_model
from wagtail.images.views.images import DeleteView as DeleteImageView
from wagtail.images.views.images import EditView as EditImageView
from wagtail.permissions import page_permission_policy

from courses.modules.errors import InUse
from courses.modules.references import in_frozen_version
from members.roles.rules import is_editor


def check_pages(user: Any, *keys: int | str) -> None:
    """Raise Http404 unless the user may explore all the pages."""
    if is_editor(user):
        return
    wanted = {int(key) for key in keys if str(key).isdecimal()}
    own = page_permission_policy.explorable_instances(user).filter(pk__in=wanted)
    if set(own.values_list("pk", flat=True)) != wanted:
        raise Http404


def _answer(view: Any, request: HttpRequest, **keys: int) -> HttpResponse:
    """Hand over to Wagtail's view."""
    response: HttpResponse = view(request, **keys)
    return response


@require_admin_access
def choose_page_child(request: HttpRequest, parent_page_id: int) -> HttpResponse:
    """Open a page in the chooser, if the user may see it."""
    check_pages(request.user, parent_page_id)
    return _answer(chooser.BrowseView.as_view(), request, parent_page_id=parent_page_id)


@require_admin_access
def choose_several_pages(request: HttpRequest) -> HttpResponse:
    """Take several chosen pages over, if the user may see them."""
    check_pages(request.user, *request.GET.getlist("id"))
    return _answer(chooser.ChosenMultipleView.as_view(), request)


@require_admin_access
def move_page(request: HttpRequest, page_to_move_id: int, destination_id: int) -> HttpResponse:
    """Ask whether to move a page, if the user may see it and where it goes."""
    check_pages(request.user, page_to_move_id, destination_id)
    view = page_viewset_registry.as_view("move_confirm", page_id_kwarg="page_to_move_id")
    keys = {"page_to_move_id": page_to_move_id, "destination_id": destination_id}
    return _answer(view, request, **keys)


@require_admin_access
def confirm_cancellation(request: HttpRequest, page_id: int) -> HttpResponse:
    """Ask before a review is ended by publishing, if the user may see the page."""
    check_pages(request.user, page_id)
    view = page_viewset_registry.as_view("confirm_workflow_cancellation", page_id_kwarg="page_id")
    return _answer(view, request, page_id=page_id)


@require_admin_access
def page_types_usage(request: HttpRequest, results_only: bool = False) -> HttpResponse:
    """Report on all pages, for editors."""
    if not is_editor(request.user):
        raise PermissionDenied
    return _answer(PageTypesUsageReportView.as_view(results_only=results_only), request)


@require_admin_access
def edit_image(request: HttpRequest, image_id: int) -> HttpResponse:
    """Edit a picture; what a published version shows keeps its file."""
    if request.FILES:
        image = get_object_or_404(get_image_model(), pk=image_id)
        if in_frozen_version(image):
            messages.error(request, str(InUse(title=image.title)))
            return redirect("wagtailimages:edit", image_id)
    return _answer(EditImageView.as_view(), request, image_id=image_id)


@require_admin_access
def delete_image(request: HttpRequest, image_id: int) -> HttpResponse:
    """Delete a picture, unless a published version shows it."""
    image = get_object_or_404(get_image_model(), pk=image_id)
    if in_frozen_version(image):
        messages.error(request, str(InUse(title=image.title)))
        return redirect("wagtailimages:index")
    return _answer(DeleteImageView.as_view(), request, image_id=image_id)


@require_admin_access
def edit_document(request: HttpRequest, document_id: int) -> HttpResponse:
    """Edit a document; what a published version shows keeps its file."""
    if request.FILES:
        document = get_object_or_404(get_document_model(), pk=document_id)
        if in_frozen_version(document):
            messages.error(request, str(InUse(title=document.title)))
            return redirect("wagtaildocs:edit", document_id)
    return _answer(EditDocumentView.as_view(), request, document_id=document_id)


@require_admin_access
def delete_document(request: HttpRequest, document_id: int) -> HttpResponse:
    """Delete a document, unless a published version shows it."""
    document = get_object_or_404(get_document_model(), pk=document_id)
    if in_frozen_version(document):
        messages.error(request, str(InUse(title=document.title)))
        return redirect("wagtaildocs:index")
    return _answer(DeleteDocumentView.as_view(), request, document_id=document_id)
