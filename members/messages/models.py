"""What the platform has told whom, by e-mail or in the person's inbox."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from campus.kit import dates


class Message(models.Model):
    """One message to one recipient; kind and key together are never sent twice."""

    class Channel(models.TextChoices):
        EMAIL = "email", _("E-mail")
        INBOX = "inbox", _("Inbox")

    class State(models.TextChoices):
        PENDING = "pending", _("Waiting")
        SENDING = "sending", _("Being sent")
        SENT = "sent", _("Sent")
        FAILED = "failed", _("Not delivered")

    kind = models.CharField(_("kind"), max_length=60)
    key = models.CharField(_("key"), max_length=200)
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="messages",
    )
    email = models.EmailField(_("e-mail address"), blank=True)
    subject = models.CharField(_("subject"), max_length=200)
    # Emptied after sending where the text held a personal secret.
    body = models.TextField(_("text"), blank=True)
    link = models.CharField(_("link"), max_length=300, blank=True)
    channel = models.CharField(_("channel"), max_length=5, choices=Channel.choices)
    state = models.CharField(_("state"), max_length=7, choices=State.choices, default=State.PENDING)
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(default=dates.now, editable=False)
    # Set when a worker takes the message, so that one that broke down is found.
    taken_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "key"],
                name="member_messages_kind_key_unique",
                violation_error_message=_("This message has already been sent."),
            ),
            models.CheckConstraint(
                condition=Q(channel="inbox", recipient__isnull=False)
                | (Q(channel="email") & ~Q(email="")),
                name="member_messages_has_recipient",
                violation_error_message=_("A message needs somebody who can receive it."),
            ),
        ]
        indexes = [models.Index(fields=["state", "taken_at"], name="member_messages_state")]

    def __str__(self) -> str:
        return self.subject
