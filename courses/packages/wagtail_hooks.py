"""Registration of packages with Wagtail's admin."""

from wagtail import hooks

from courses.packages import menu

hooks.register("register_admin_menu_item", menu.packages_item)
