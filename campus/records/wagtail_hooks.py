"""Registration of the record store's pages with Wagtail's admin."""

from wagtail import hooks

from campus.records import audit, menu

hooks.register("register_admin_menu_item", menu.records_item)
hooks.register("register_log_actions", audit.register_actions)
