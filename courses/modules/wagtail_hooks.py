"""Registration of the studio with Wagtail; classes and rules live in `studio/`."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from courses.modules.accessibility.gated import REFUSED
from courses.modules.studio import collection, home, menu, organisation, pages, viewsets

register_snippet(viewsets.ModuleViewSet)
register_snippet(viewsets.LessonViewSet)
register_snippet(viewsets.MediaViewSet)

hooks.register("construct_homepage_panels", home.show_modules)
# After Wagtail's own apps have added theirs.
hooks.register("construct_homepage_summary_items", home.tidy_summary, order=100)
hooks.register("construct_main_menu", menu.tidy_main_menu)
hooks.register("register_admin_menu_item", organisation.menu_item)
hooks.register("register_admin_menu_item", collection.menu_item)
hooks.register("construct_page_chooser_queryset", pages.only_own_pages)
hooks.register("construct_explorer_page_queryset", pages.only_explorable)
hooks.register("after_create_page", pages.give_module)
hooks.register("before_delete_page", pages.keep_taught_page)
hooks.register("before_bulk_action", pages.keep_taught_pages)
hooks.register("before_bulk_action", pages.keep_frozen_files)
hooks.register("before_delete_snippet", pages.keep_frozen_media)
hooks.register("after_delete_snippet", pages.freeze_without)
hooks.register("after_edit_snippet", pages.freeze_terms)


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    """Make known that a date for publishing came and the lesson could not be published."""
    actions.register_action(
        REFUSED, _("Refuse to publish"), _("Not published on its date: not everybody could use it")
    )
