"""allauth's adapter: nobody signs up, people are invited; mails go through members.messages."""

import uuid
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils import translation

from members.messages import services as messages

KIND = "people_account"


class InvitationOnlyAdapter(DefaultAccountAdapter):
    """Close the sign-up; accounts come from invitations."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Refuse every sign-up."""
        return False

    def format_email_subject(self, subject: str) -> str:
        """Leave the subject alone instead of putting the host's name before it."""
        return subject

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Let the worker send allauth's mail; each is one of its kind, so the key is random."""
        recipient = context.get("user")
        # Whoever asks for the mail may sit at a browser of another language.
        with translation.override(recipient.language if recipient else translation.get_language()):
            rendered = self.render_mail(template_prefix, email, context)
        messages.send(
            kind=KIND,
            key=f"{template_prefix}:{uuid.uuid4()}",
            recipient=recipient,
            email=email,
            context={"subject": rendered.subject, "text": rendered.body},
        )
