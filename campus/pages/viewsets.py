"""Feedback in the administration: read it, and note when it was answered."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.tables import DateColumn
from wagtail.admin.viewsets.model import ModelViewSet

from campus.pages.models import Feedback


class FeedbackViewSet(ModelViewSet):
    """What was written stays as it came; only the answer's date is entered."""

    model = Feedback
    icon = "mail"
    menu_label = _("Feedback")
    name = "feedback"
    url_prefix = "rueckmeldungen"
    add_to_admin_menu = True
    inspect_view_enabled = True
    copy_view_enabled = False
    list_display = ["__str__", "contact", DateColumn("created_at"), DateColumn("answered_at")]
    list_filter = ["kind"]
    list_export = ["kind", "message", "contact", "page_address", "created_at", "answered_at"]
    search_fields = ["message", "contact"]
    panels = [
        FieldPanel("kind", read_only=True),
        FieldPanel("message", read_only=True),
        FieldPanel("contact", read_only=True),
        FieldPanel("page_address", read_only=True),
        FieldPanel("answered_at"),
    ]
