"""Reports of Wagtail's admin for authors: only what happened to what is theirs.

Wagtail shows in them whatever kind of thing somebody may edit at all, and the names of all people
who ever submitted something. Editors work for all providers and see everything.
"""

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Model, Q, QuerySet
from django.db.models.functions import Cast
from django.http import HttpRequest
from wagtail.admin.views.reports.audit_logging import LogEntriesView, SiteHistoryReportFilterSet
from wagtail.admin.views.reports.workflows import (
    WorkflowReportFilterSet,
    WorkflowTasksView,
    WorkflowView,
)
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.log_actions import registry as logs
from wagtail.models import ModelLogEntry, PageLogEntry, WorkflowState, get_default_page_content_type
from wagtail.permissions import page_permission_policy

from courses.modules.models import Lesson, Media, Module
from courses.modules.studio.scoping import own_rows
from members.roles.rules import is_editor

# What authors are told of each other's deeds is what they could look at themselves.
LOGGED: tuple[type[Model], ...] = (Lesson, Module, Media)


def _as_text(rows: QuerySet) -> QuerySet:
    """Return the keys as generic relations keep them."""
    return rows.values_list(Cast("pk", output_field=CharField()), flat=True)


def own_objects(user: Any, prefix: str = "") -> Q:
    """Return the condition that a row is about a page or a thing of the user's own."""
    pages = page_permission_policy.instances_user_has_any_permission_for(user, ["change"])
    page_kind = get_default_page_content_type()
    found = Q(
        **{f"{prefix}base_content_type": page_kind, f"{prefix}object_id__in": _as_text(pages)}
    )
    for model in LOGGED:
        kind = ContentType.objects.get_for_model(model)
        keys = _as_text(own_rows(model, user))
        found |= Q(**{f"{prefix}content_type": kind, f"{prefix}object_id__in": keys})
    return found


def own_entries(log_model: type[Model], user: Any) -> QuerySet:
    """Return the entries of a log about what is the user's own."""
    entries: QuerySet = log_model._default_manager.viewable_by_user(user)  # type: ignore[attr-defined]
    if is_editor(user):
        return entries
    if log_model is PageLogEntry:
        pages = page_permission_policy.instances_user_has_any_permission_for(user, ["change"])
        return entries.filter(page__in=pages.values("pk"))
    if log_model is not ModelLogEntry:
        return entries.none()
    about = Q(pk=None)
    for model in (*LOGGED, get_image_model(), get_document_model()):
        kind = ContentType.objects.get_for_model(model)
        about |= Q(content_type=kind, object_id__in=_as_text(own_rows(model, user)))
    return entries.filter(about)


class OwnHistoryFilterSet(SiteHistoryReportFilterSet):  # type: ignore[misc]
    """Filters of the history."""

    def get_users_queryset(self) -> QuerySet:
        """Return the people who did something to what is the user's own."""
        keys: set[int] = set()
        for log_model in logs.get_log_entry_models():
            entries = own_entries(log_model, self.request.user)
            keys.update(key for key in entries.values_list("user_id", flat=True).distinct() if key)
        people: QuerySet = get_user_model().objects.filter(pk__in=keys)
        return people.order_by(get_user_model().USERNAME_FIELD)

    class Meta(SiteHistoryReportFilterSet.Meta):
        """The model of Wagtail's."""


class OwnHistoryView(LogEntriesView):  # type: ignore[misc]
    """The history."""

    filterset_class = OwnHistoryFilterSet

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        """Leave out what is not the user's own, then filter as asked."""
        own = own_entries(queryset.model, self.request.user).values("pk")
        filtered: QuerySet = super().filter_queryset(queryset.filter(pk__in=own))
        return filtered


def submitters(request: HttpRequest) -> QuerySet:
    """Return the people who submitted something of the user's own."""
    states = WorkflowState.objects.all()
    if not is_editor(request.user):
        states = states.filter(own_objects(request.user))
    users = get_user_model().objects.filter(pk__in=states.values("requested_by"))
    people: QuerySet = users.order_by(get_user_model().USERNAME_FIELD)
    return people


class OwnWorkflowFilterSet(WorkflowReportFilterSet):  # type: ignore[misc]
    """Filters of the reviews."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["requested_by"].queryset = submitters

    class Meta(WorkflowReportFilterSet.Meta):
        """The model of Wagtail's."""


class OwnWorkflowView(WorkflowView):  # type: ignore[misc]
    """The reviews."""

    filterset_class = OwnWorkflowFilterSet

    def get_queryset(self) -> QuerySet:
        """Return the reviews of the user's own things."""
        states: QuerySet = super().get_queryset()
        return (
            states
            if is_editor(self.request.user)
            else states.filter(own_objects(self.request.user))
        )


class OwnWorkflowTasksView(WorkflowTasksView):  # type: ignore[misc]
    """The steps of the reviews."""

    def get_queryset(self) -> QuerySet:
        """Return the steps of the reviews of the user's own things."""
        steps: QuerySet = super().get_queryset()
        if is_editor(self.request.user):
            return steps
        return steps.filter(own_objects(self.request.user, "workflow_state__"))
