"""Clients: who may talk to the store over HTTP."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from campus.kit import dates
from courses.xapi.models.statements import KEY_LENGTH


class Client(models.Model):
    """A credential of a program. The owner is an opaque pair that higher rooms understand.

    A client given to a browser for one launch is bound to an actor and a registration and expires.
    """

    key = models.CharField(_("key"), max_length=64, unique=True)
    secret_hash = models.CharField(_("keyed hash of the secret"), max_length=64)
    name = models.CharField(_("name"), max_length=200)
    scopes = models.JSONField(_("scopes"), default=list)
    owner_kind = models.CharField(_("kind of owner"), max_length=40)
    owner_key = models.CharField(_("owner"), max_length=100, blank=True, default="")
    active = models.BooleanField(_("active"), default=True)
    bound_actor_key = models.CharField(
        _("only this actor"), max_length=KEY_LENGTH, blank=True, default=""
    )
    bound_registration = models.UUIDField(_("only this registration"), null=True, blank=True)
    expires_at = models.DateTimeField(_("expires at"), null=True, blank=True)
    # The secret before the last rotation still works until then, so that nobody is cut off.
    previous_secret_hash = models.CharField(
        _("keyed hash of the previous secret"), max_length=64, blank=True, default=""
    )
    previous_until = models.DateTimeField(_("previous secret works until"), null=True, blank=True)
    rate_per_minute = models.PositiveIntegerField(_("requests a minute"), null=True, blank=True)
    allowed_verbs = models.JSONField(_("only these verbs"), default=list, blank=True)
    allowed_actors = models.JSONField(_("only these actors"), default=list, blank=True)
    accounts_only = models.BooleanField(_("actors by account only"), default=True)
    created_at = models.DateTimeField(_("created at"), default=dates.now)

    class Meta:
        verbose_name = _("client")
        verbose_name_plural = _("clients")
        indexes = [models.Index("owner_kind", "owner_key", name="xapi_client_owner")]

    def __str__(self) -> str:
        return self.name

    @property
    def authority_name(self) -> str:
        """Return the account name of the authority: clients of one owner share it."""
        if self.owner_key:
            return f"{self.owner_kind}:{self.owner_key}"
        return f"client:{self.key}"


class ClientMinute(models.Model):
    """How many requests a client with a limited rate sent in the minute it called last."""

    client = models.OneToOneField(
        Client, models.CASCADE, primary_key=True, related_name="last_minute"
    )
    # Whole minutes since 1970, so that a new one begins at the same moment in every process.
    minute = models.BigIntegerField(_("minute"))
    requests = models.PositiveIntegerField(_("requests"))

    class Meta:
        verbose_name = _("requests of a minute")
        verbose_name_plural = _("requests of a minute")

    def __str__(self) -> str:
        return f"{self.client_id}: {self.requests}"
