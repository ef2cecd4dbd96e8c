"""Municipalities (the members' side) and providers (who teaches)."""

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Land(models.TextChoices):
    """The sixteen Länder by their ISO 3166-2 suffix; holidays and e-invoice duty depend on it."""

    BW = "BW", "Baden-Württemberg"
    BY = "BY", "Bayern"
    BE = "BE", "Berlin"
    BB = "BB", "Brandenburg"
    HB = "HB", "Bremen"
    HH = "HH", "Hamburg"
    HE = "HE", "Hessen"
    MV = "MV", "Mecklenburg-Vorpommern"
    NI = "NI", "Niedersachsen"
    NW = "NW", "Nordrhein-Westfalen"
    RP = "RP", "Rheinland-Pfalz"
    SL = "SL", "Saarland"
    SN = "SN", "Sachsen"
    ST = "ST", "Sachsen-Anhalt"
    SH = "SH", "Schleswig-Holstein"
    TH = "TH", "Thüringen"


class Address(models.Model):
    """A postal address; abstract."""

    street = models.CharField(_("street and number"), max_length=120, blank=True)
    postcode = models.CharField(_("postcode"), max_length=10, blank=True)
    city = models.CharField(_("town"), max_length=80, blank=True)

    class Meta:
        abstract = True


class Municipality(Address):
    """A town, municipality or district: the tenant whose staff learn and who is invoiced.

    Its key is the ARS (twelve digits, Amtlicher Regionalschlüssel); associations of municipalities
    have no AGS. The population always carries the day for which it was counted.
    """

    class Kind(models.TextChoices):
        CITY = "city", pgettext_lazy("kind", "Town")
        MUNICIPALITY = "municipality", pgettext_lazy("kind", "Municipality")
        DISTRICT = "district", _("District")
        ASSOCIATION = "association", _("Association of municipalities")

    ars = models.CharField(
        "ARS",
        max_length=12,
        unique=True,
        validators=[RegexValidator(r"^\d{12}$", _("The ARS has exactly twelve digits."))],
    )
    ags = models.CharField(
        "AGS",
        max_length=8,
        blank=True,
        validators=[RegexValidator(r"^\d{8}$", _("The AGS has exactly eight digits."))],
    )
    name = models.CharField(_("official name"), max_length=120, unique=True)
    short_name = models.CharField(_("short name"), max_length=60)
    slug = models.SlugField(_("address part"), max_length=60, unique=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    land = models.CharField(_("Land"), max_length=2, choices=Land.choices)
    population = models.PositiveIntegerField(_("population"))
    population_date = models.DateField(_("population counted on"))
    leitweg_id = models.CharField(_("Leitweg-ID"), max_length=46, blank=True)
    invoice_email = models.EmailField(_("e-mail address for invoices"), blank=True)
    accent = models.CharField(
        _("accent colour"),
        max_length=7,
        default="#0b5394",
        validators=[RegexValidator(r"^#[0-9a-fA-F]{6}$", _("Give the colour as #rrggbb."))],
    )
    logo = models.ImageField(_("logo"), upload_to="logos/municipalities", blank=True)
    active = models.BooleanField(_("open for its staff"), default=False)

    class Meta:
        verbose_name = _("municipality")
        verbose_name_plural = _("municipalities")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Provider(Address):
    """Who publishes modules: a university, a municipality for its own units, the cooperative."""

    class Kind(models.TextChoices):
        UNIVERSITY = "university", _("University")
        MUNICIPALITY = "municipality", pgettext_lazy("kind", "Municipality")
        COOPERATIVE = "cooperative", _("Cooperative")

    slug = models.SlugField(_("address part"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=160, unique=True)
    short_name = models.CharField(_("short name"), max_length=60)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, null=True, blank=True, related_name="providers"
    )
    description = models.TextField(_("description"), blank=True)
    logo = models.ImageField(_("logo"), upload_to="logos/providers", blank=True)
    # Who speaks for the provider in contracts, and who vouches for its certificates.
    representative_name = models.CharField(
        _("represented by"),
        max_length=120,
        blank=True,
        help_text=_(
            "Who may sign contracts for you, with title. Seen by the cooperative's office."
        ),
    )
    representative_position = models.CharField(_("as"), max_length=160, blank=True)
    signatory_name = models.CharField(
        _("certificates vouched for by"),
        max_length=120,
        blank=True,
        help_text=_("Printed on new certificates, with title. Ask the person first."),
    )
    signatory_position = models.CharField(_("as"), max_length=160, blank=True)
    # Files of one provider live in one Wagtail collection, which scopes every chooser.
    collection = models.OneToOneField(
        "wagtailcore.Collection", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("provider")
        verbose_name_plural = _("providers")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def signatory(self) -> str:
        """Return who vouches for certificates, in one line; empty where nobody is named."""
        parts = (self.signatory_name, self.signatory_position if self.signatory_name else "")
        return ", ".join(part for part in parts if part)
