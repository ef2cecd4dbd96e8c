"""View sets that show a provider's authors nothing of another provider."""

from collections.abc import Callable
from typing import Any

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from wagtail.permissions import policy_registry
from wagtail.snippets.views.chooser import (
    ChooseResultsView,
    ChooseView,
    SnippetChooserViewSet,
    SnippetChosenMultipleView,
    SnippetChosenView,
)
from wagtail.snippets.views.snippets import SnippetViewSet

View = Callable[..., HttpResponse]


def own_rows(model: Any, user: Any, *deeds: str) -> QuerySet:
    """Return the rows to which the user may do one of the deeds, by default: see them."""
    policy = policy_registry.get_by_type(model)
    wanted = list(deeds or ("view", "choose"))
    rows: QuerySet = policy.instances_user_has_any_permission_for(user, wanted)
    return rows


def guarded(view: View, model: Any, deed: str | None = None) -> View:
    """Let a view answer only for rows that the user may see; others do not exist for them.

    Wagtail asks for most deeds only whether the user may do them to some row. Who may see this row
    and not do the deed to it is refused, unless a review puts the row into their hands.
    """

    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "pk" in kwargs:
            key = unquote(str(kwargs["pk"]))
            row = own_rows(model, request.user).filter(pk=key).first() if key.isdecimal() else None
            if row is None:
                raise Http404
            if deed and not may_do(request.user, deed, row):
                raise PermissionDenied
        return view(request, *args, **kwargs)

    return answer


def may_do(user: Any, deed: str, row: Any) -> bool:
    """Tell whether the user may do this to the row, by role or by the review in hand."""
    if own_rows(type(row), user, deed).filter(pk=row.pk).exists():
        return True
    task = getattr(row, "current_workflow_task", None)
    return deed == "change" and bool(task and task.user_can_access_editor(row, user))


class OwnRows:
    """Mix-in for chooser views: only what the user may see can be chosen."""

    def get_object_list(self) -> QuerySet:
        """Return the rows to choose from."""
        return own_rows(self.model_class, self.request.user)  # type: ignore[attr-defined]

    def get_object(self, pk: Any) -> Any:
        """Return a chosen row."""
        return self.get_object_list().get(pk=pk)

    def get_objects(self, pks: list[Any]) -> QuerySet:
        """Return several chosen rows."""
        return self.get_object_list().filter(pk__in=[pk for pk in pks if str(pk).isdecimal()])


class OwnChooseView(OwnRows, ChooseView):
    """The list to choose from."""


class OwnChooseResultsView(OwnRows, ChooseResultsView):
    """The results of a search in it."""


class OwnChosenView(OwnRows, SnippetChosenView):
    """The chosen row."""


class OwnChosenMultipleView(OwnRows, SnippetChosenMultipleView):
    """Several chosen rows."""


class OwnChooserViewSet(SnippetChooserViewSet):
    """A chooser that shows only what the user may see."""

    choose_view_class = OwnChooseView
    choose_results_view_class = OwnChooseResultsView
    chosen_view_class = OwnChosenView
    chosen_multiple_view_class = OwnChosenMultipleView


class OwnViewSet(SnippetViewSet):
    """Snippets of a provider: lists and every view of one row are scoped by the policy."""

    chooser_viewset_class = OwnChooserViewSet

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Return the rows of the list."""
        return own_rows(self.model, request.user)

    def construct_view(self, view_class: Any, **kwargs: Any) -> View:
        """Put the guard before every view, whichever Wagtail adds."""
        deed = getattr(view_class, "permission_required", None)
        # A copy is a new row, made from one that may be seen.
        deed = deed if deed in {"change", "delete"} else None
        return guarded(super().construct_view(view_class, **kwargs), self.model, deed)
