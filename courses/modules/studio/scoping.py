"""View sets that show a provider's authors nothing of another provider."""

from collections.abc import Callable
from typing import Any

from django.contrib.admin.utils import unquote
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


def own_rows(model: Any, user: Any) -> QuerySet:
    """Return the rows that the user may see."""
    policy = policy_registry.get_by_type(model)
    rows: QuerySet = policy.instances_user_has_any_permission_for(user, ["view", "choose"])
    return rows


def guarded(view: View, model: Any) -> View:
    """Let a view answer only for rows that the user may see; others do not exist for them."""

    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "pk" in kwargs:
            key = unquote(str(kwargs["pk"]))
            if not key.isdecimal() or not own_rows(model, request.user).filter(pk=key).exists():
                raise Http404
        return view(request, *args, **kwargs)

    return answer


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
        return guarded(super().construct_view(view_class, **kwargs), self.model)
