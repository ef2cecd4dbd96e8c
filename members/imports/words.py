"""Names of fields, deeds and outcomes for the screen and for files."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from members.imports.columns import Field
from members.imports.planning import Action

FIELD_WORDS = {
    Field.NUMBER: _("Personnel number"),
    Field.FIRST: _("First name"),
    Field.LAST: _("Last name"),
    Field.FULL: _("First and last name in one column"),
    Field.EMAIL: _("E-mail address"),
    Field.DEPARTMENT: _("Department"),
    Field.ABOVE: _("Superior department"),
    Field.FURTHER: _("Further departments, separated by semicolons"),
    Field.POSITION: _("Position"),
    Field.FROM: _("First day"),
    Field.UNTIL: _("Last day"),
}
# Kind of the badge and word, in the order of the page.
ACTIONS = {
    Action.FAULT: ("danger", _("please correct")),
    Action.ADD: ("success", pgettext_lazy("person", "new")),
    Action.BACK: ("success", _("comes back")),
    Action.CHANGE: ("info", _("is changed")),
    Action.END: ("warning", _("ends")),
    Action.SAME: ("neutral", _("stays as it is")),
}
