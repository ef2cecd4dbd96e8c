"""Write the subject and text of a message in the recipient's language."""

from typing import Any

from django.conf import settings
from django.template import Context
from django.template.loader import get_template
from django.utils import translation

from campus.kit.mail import one_line
from members.messages.kinds import Kind

SUBJECT_LENGTH = 200


def write(kind: Kind, language: str, context: dict[str, Any]) -> tuple[str, str]:
    """Return subject and text; the template is plain text, so nothing is escaped."""
    values = {"base_url": settings.KC_BASE_URL, "site_name": "KommunalCampus", **context}
    with translation.override(language or settings.LANGUAGE_CODE):
        template = get_template(kind.template).template  # type: ignore[attr-defined]
        text = template.render(Context(values, autoescape=False)).strip()
    subject, _, body = text.partition("\n")
    return one_line(subject)[:SUBJECT_LENGTH], body.strip() + "\n"
