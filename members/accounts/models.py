"""The User model and nothing else: its first migration must depend on no other room."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    """Somebody who can sign in. Town-hall staff without an e-mail address use a login name."""

    email = models.EmailField(_("e-mail address"), null=True, blank=True)  # type: ignore[assignment]
    language = models.CharField(_("language"), max_length=5, default="de")

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="accounts_user_email_unique",
                violation_error_message=_("This e-mail address is already in use."),
            ),
        ]

    def __str__(self) -> str:
        return self.get_full_name() or self.username

    def clean(self) -> None:
        """Store a missing address as NULL: two people without one are not the same person."""
        super().clean()
        self.email = self.email or None

    def save(self, *args: object, **kwargs: object) -> None:
        """Keep the NULL also where no form has cleaned the row."""
        self.email = self.email or None
        super().save(*args, **kwargs)  # type: ignore[arg-type]
