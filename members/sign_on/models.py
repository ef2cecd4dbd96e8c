"""How a municipality's staff sign in with its own accounts, and who has done so."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from campus.kit import dates


class Connection(models.Model):
    """The link to the identity provider of one municipality; its secret is kept sealed.

    `issuer` is the OIDC issuer or the SAML entity ID: whoever says who somebody is. Identities
    hold for the issuer that has vouched for them, so that another one inherits nobody.
    """

    class Protocol(models.TextChoices):
        OIDC = "openid_connect", _("OpenID Connect")
        SAML = "saml", _("SAML 2.0")

    municipality = models.OneToOneField(
        "organisations.Municipality", on_delete=models.CASCADE, related_name="sign_on"
    )
    protocol = models.CharField(_("protocol"), max_length=20, choices=Protocol.choices)
    issuer = models.CharField(_("identity provider"), max_length=300)
    client_id = models.CharField(_("client ID"), max_length=191, blank=True)
    sealed_secret = models.TextField(blank=True, editable=False)
    metadata_url = models.URLField(_("address of the metadata"), max_length=500, blank=True)
    single_sign_on_url = models.URLField(max_length=500, blank=True)
    certificates = models.JSONField(default=list, blank=True)
    # Our field → their attribute; what is missing is not taken over.
    attributes = models.JSONField(default=dict, blank=True)
    creates_people = models.BooleanField(_("add staff who are not on the list yet"), default=True)
    is_on = models.BooleanField(_("switched on"), default=False)
    is_only_way = models.BooleanField(_("the only way to sign in"), default=False)
    # Signs in with a password also then: the key behind glass.
    spare_key = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    tried_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField(default=dates.now)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("sign-in connection")
        verbose_name_plural = _("sign-in connections")
        constraints = [
            models.CheckConstraint(
                name="sign_on_only_way_is_open_and_has_spare_key",
                condition=Q(is_only_way=False) | Q(is_on=True, spare_key__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.municipality} ({self.get_protocol_display()})"

    @property
    def is_saml(self) -> bool:
        """Tell SAML from OpenID Connect."""
        return self.protocol == self.Protocol.SAML


class MailDomain(models.Model):
    """A domain of e-mail addresses that leads to a connection."""

    connection = models.ForeignKey(Connection, on_delete=models.CASCADE, related_name="domains")
    name = models.CharField(_("domain"), max_length=253, unique=True)

    class Meta:
        verbose_name = _("mail domain")
        verbose_name_plural = _("mail domains")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Identity(models.Model):
    """Which account somebody uses who comes from an identity provider."""

    connection = models.ForeignKey(Connection, on_delete=models.CASCADE, related_name="identities")
    issuer = models.CharField(max_length=300)
    subject = models.CharField(max_length=255)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="sign_on_identities"
    )
    since = models.DateTimeField(default=dates.now, editable=False)
    last_used_at = models.DateTimeField(default=dates.now)

    class Meta:
        verbose_name = _("connected account")
        verbose_name_plural = _("connected accounts")
        constraints = [
            models.UniqueConstraint(
                fields=["connection", "issuer", "subject"], name="sign_on_identity_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.connection}"
