"""Actions on several things at once: those of others are not even named.

Wagtail refuses to act on them and lists them by title; whoever asks with the key of a foreign thing
would read what it is called.
"""

from typing import Any

from django.apps import apps
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.models import Page
from wagtail.permissions import page_permission_policy, policy_registry

DEEDS = ("view", "choose", "add", "change", "delete")


def seen_keys(model: type[Model], user: Any, keys: list[Any]) -> set[Any]:
    """Return those of the keys whose rows the user may see."""
    if issubclass(model, Page):
        rows = page_permission_policy.explorable_instances(user)
    else:
        policy = policy_registry.get_by_type(model)
        if policy is None:
            return set()
        rows = policy.instances_user_has_any_permission_for(user, DEEDS)
    return set(rows.filter(pk__in=keys).values_list("pk", flat=True))


class NamesOnlyOwn:
    """Mix-in for an action: what is refused is listed only where it may be seen."""

    def get_actionable_objects(self) -> tuple[list[Any], dict[str, list[Any]]]:
        """Return what may be acted on, and what may not by its reason."""
        view: Any = self
        rows, refused = super().get_actionable_objects()  # type: ignore[misc]
        keys = [row.pk for rest in refused.values() for row in rest]
        seen = seen_keys(view.model, view.request.user, keys) if keys else set()
        return rows, {why: [row for row in rest if row.pk in seen] for why, rest in refused.items()}


@require_admin_access
def bulk_action(request: HttpRequest, app_label: str, model_name: str, action: str) -> HttpResponse:
    """Do an action of Wagtail's to several things."""
    try:
        model = apps.get_model(app_label, model_name)
    except LookupError as error:
        raise Http404 from error
    view = bulk_action_registry.get_bulk_action_class(app_label, model_name, action)
    if view is None:
        raise Http404
    scoped: Any = type(f"Own{view.__name__}", (NamesOnlyOwn, view), {})
    answer: HttpResponse = scoped(request, model).dispatch(request)
    return answer
