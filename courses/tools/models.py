"""A tool that a provider has registered, and the contents in it that lessons may lead to."""

import uuid
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from campus.kit import dates
from courses.tools.addresses import origin_of


def new_name() -> str:
    """Return an identifier that says nothing."""
    return str(uuid.uuid4())


class State(models.TextChoices):
    """Whether learners may be led to a tool."""

    WAITING = "waiting", _("waits for the office")
    APPROVED = "approved", _("approved")
    REFUSED = "refused", _("refused")
    CLOSED = "closed", _("closed")


class Shown(models.TextChoices):
    """Where a tool opens."""

    WINDOW = "window", _("in a new window (works everywhere)")
    FRAME = "frame", _("inside the page of the lesson")


class Tool(models.Model):
    """A system that speaks LTI 1.3; the identifiers are ours, the addresses its own."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    provider = models.ForeignKey(
        "organisations.Provider",
        on_delete=models.PROTECT,
        related_name="tools",
        verbose_name=_("provider"),
    )
    name = models.CharField(_("name"), max_length=120)
    client_id = models.CharField(max_length=40, default=new_name, unique=True, editable=False)
    deployment_id = models.CharField(max_length=40, default=new_name, editable=False)
    login_url = models.CharField(_("address for the login"), max_length=500)
    target_url = models.CharField(_("address for launches"), max_length=500)
    redirect_urls = models.JSONField(_("addresses for the way back"), default=list)
    choice_url = models.CharField(
        _("address for choosing content"), max_length=500, blank=True, default=""
    )
    keys_url = models.CharField(_("address of the keys"), max_length=500, blank=True, default="")
    public_key = models.TextField(_("public key"), blank=True, default="")
    shown = models.CharField(_("opens"), max_length=6, choices=Shown.choices, default=Shown.WINDOW)
    state = models.CharField(
        _("state"), max_length=8, choices=State.choices, default=State.WAITING, editable=False
    )
    # What the office has looked at; an address elsewhere has to be looked at anew.
    approved_origins = models.JSONField(default=list, blank=True, editable=False)
    decided_by = models.ForeignKey(
        "accounts.User", on_delete=models.SET_NULL, null=True, related_name="+", editable=False
    )
    decided_at = models.DateTimeField(_("decided"), null=True, editable=False)
    reason = models.CharField(_("reason"), max_length=300, blank=True, editable=False)
    made_by = models.ForeignKey(
        "accounts.User", on_delete=models.SET_NULL, null=True, related_name="+", editable=False
    )
    made_at = models.DateTimeField(_("registered"), default=dates.now, editable=False)

    class Meta:
        verbose_name = _("learning tool")
        verbose_name_plural = _("learning tools")
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def addresses(self) -> list[str]:
        """Return every address of the tool."""
        named = (self.login_url, self.target_url, self.choice_url, self.keys_url)
        return [one for one in (*named, *self.redirect_urls) if one]

    @property
    def origins(self) -> list[str]:
        """Return the sites that the tool lies on."""
        return sorted({origin_of(address) for address in self.addresses})

    @property
    def shown_origins(self) -> list[str]:
        """Return the sites of which a browser shows pages."""
        pages = (self.login_url, self.target_url, self.choice_url, *self.redirect_urls)
        return sorted({origin_of(address) for address in pages if address})

    @property
    def is_usable(self) -> bool:
        """Tell whether people may be led to it."""
        return self.state == State.APPROVED and set(self.origins) <= set(self.approved_origins)


class Content(models.Model):
    """One thing in a tool, chosen by an author; it never changes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    tool = models.ForeignKey(Tool, on_delete=models.PROTECT, related_name="contents")
    title = models.CharField(_("title"), max_length=160)
    text = models.CharField(_("description"), max_length=500, blank=True, default="")
    url = models.CharField(_("address"), max_length=1000)
    # What the tool wants to be told again at each launch.
    custom = models.JSONField(default=dict, blank=True)
    has_score = models.BooleanField(_("reports results"), default=False)
    label = models.CharField(max_length=160, blank=True, default="")
    score_maximum = models.DecimalField(max_digits=9, decimal_places=2, default=100)
    resource_id = models.CharField(max_length=255, blank=True, default="")
    tag = models.CharField(max_length=255, blank=True, default="")
    made_by = models.ForeignKey(
        "accounts.User", on_delete=models.SET_NULL, null=True, related_name="+", editable=False
    )
    made_at = models.DateTimeField(_("chosen on"), default=dates.now, editable=False)

    class Meta:
        verbose_name = _("content of a learning tool")
        verbose_name_plural = _("contents of learning tools")
        ordering = ["title", "pk"]

    def __str__(self) -> str:
        return self.title


class SeenToken(models.Model):
    """A token that a tool has used up: it does not count twice."""

    tool = models.ForeignKey(Tool, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64)
    ends_at: Any = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("used token of a learning tool")
        verbose_name_plural = _("used tokens of learning tools")
        constraints = [
            models.UniqueConstraint(fields=["tool", "digest"], name="course_tools_token_once"),
        ]

    def __str__(self) -> str:
        return self.digest
