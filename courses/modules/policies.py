"""Wagtail's question "who may?" answered from the roles, for all that belongs to a provider."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model, QuerySet
from wagtail.permission_policies import BasePermissionPolicy
from wagtail.permissions import register_permission_policy

from courses.modules import rules
from courses.modules.models import Lesson, Media, Module
from members.roles.rules import is_editor


class ProviderPolicy(BasePermissionPolicy):
    """Authors: what belongs to their providers. Editors: everything, and publishing."""

    def __init__(self, model: type[Model], *, provider: str, deeds: Iterable[str] = ()) -> None:
        super().__init__(model)
        self.provider = provider
        # An empty set means: every deed there is.
        self.deeds = frozenset(deeds)

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Tell whether the user may do this to some row."""
        return (not self.deeds or action in self.deeds) and rules.may(user, action)

    def user_has_any_permission(self, user: Any, actions: Iterable[str]) -> bool:
        """Tell whether the user may do one of these to some row."""
        return any(self.user_has_permission(user, action) for action in actions)

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        """Tell whether the user may do this to the row."""
        return self.instances_user_has_any_permission_for(user, [action]).filter(
            pk=instance.pk
        ).exists() or (instance.pk is None and self.user_has_permission(user, action))

    def instances_user_has_any_permission_for(self, user: Any, actions: Iterable[str]) -> QuerySet:
        """Return the rows to which the user may do one of these."""
        rows: QuerySet = self.model._default_manager.all()
        held = [action for action in actions if self.user_has_permission(user, action)]
        return rules.visible(rows, user, provider=self.provider, deeds=held)

    def users_with_any_permission(self, actions: Iterable[str]) -> QuerySet:
        """Return who may do one of these to some row."""
        return rules.people_who_may(set(actions))

    def users_with_any_permission_for_instance(
        self, actions: Iterable[str], instance: Any
    ) -> QuerySet:
        """Return who may do one of these to the row."""
        owner = instance
        for step in self.provider.split("__"):
            owner = getattr(owner, step)
        return rules.people_who_may(set(actions), provider=owner)


# Deeds that are allowed wherever another one is.
LIKE = {"lock": "change"}


class LessonPolicy(ProviderPolicy):
    """Lessons: what is published is withdrawn by editors, as it was published by them.

    Whoever writes a lesson may lock it while doing so; only editors open the lock of another.
    """

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Tell whether the user may do this to some lesson."""
        return super().user_has_permission(user, LIKE.get(action, action))

    def instances_user_has_any_permission_for(self, user: Any, actions: Iterable[str]) -> QuerySet:
        """Return the rows to which the user may do one of these; authors delete only drafts."""
        wanted = {LIKE.get(action, action) for action in actions}
        rows = super().instances_user_has_any_permission_for(user, wanted)
        return rows.filter(live=False) if wanted == {"delete"} and not is_editor(user) else rows


LESSONS = LessonPolicy(Lesson, provider="chapter__module__provider")
MEDIA = ProviderPolicy(Media, provider="provider")
# A module comes and goes with its course page.
MODULES = ProviderPolicy(Module, provider="provider", deeds=("view", "change"))


def register() -> None:
    """Enter the policies into Wagtail's registry; call it in `ready()`."""
    register_permission_policy(Lesson, LESSONS)
    register_permission_policy(Media, MEDIA)
    register_permission_policy(Module, MODULES)
