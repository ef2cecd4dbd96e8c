"""The forms with which HR arranges its municipality's page and its choice of courses."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from courses.portal.landing import pictures
from courses.portal.landing.ordering import numbers
from courses.portal.landing.selectors import kept_picture
from courses.portal.landing.services import Wishes
from courses.portal.models import (
    LONGEST_ALT,
    LONGEST_GREETING,
    LONGEST_WORDS,
    ChosenCourse,
    KeptPicture,
    LandingPage,
)

if TYPE_CHECKING:
    from members.organisations.models import Municipality

REFUSALS: dict[str, str | Promise] = {
    "large": _("This file is larger than %(megabytes)d MB. Make it smaller."),
    "drawing": _("Drawings in SVG cannot be taken. Save it as PNG and choose that."),
    "kind": _("This file is no PNG and no JPEG. Save it as one of these and choose that."),
    "pixels": _("This picture has more than 40 million pixels. Make it smaller."),
    "small": _("This picture is too small: it needs at least 32 pixels on each side."),
    "broken": _("This picture cannot be read; perhaps it is damaged. Save it anew."),
}
ACCEPTED = "image/png,image/jpeg"
Kind = KeptPicture.Kind
SIZES = {Kind.LOGO: pictures.LOGO, Kind.PICTURE: pictures.PICTURE}


class CheckedPicture(forms.FileField):
    """A picture by its content; the value is what may be stored, and its ending."""

    def __init__(self, *args: Any, most: tuple[int, int], **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.FileInput(attrs={"accept": ACCEPTED}))
        super().__init__(*args, required=False, **kwargs)
        self.most = most

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Return content and ending, None without a file."""
        file = super().clean(data, initial)
        if not file:
            return None
        try:
            return pictures.written_anew(file.read(pictures.LARGEST + 1), self.most)
        except pictures.Refused as refused:
            words = REFUSALS[refused.reason]
            raise forms.ValidationError(words % {"megabytes": pictures.MEGABYTES}) from refused


class LandingForm(forms.Form):
    """Greeting, logo, picture and the order of the courses on the page."""

    greeting = forms.CharField(
        label=_("Greeting"),
        max_length=LONGEST_GREETING,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Two or three friendly sentences to your staff. Everybody can read them."),
    )
    logo = CheckedPicture(
        label=_("Logo"),
        most=pictures.LOGO,
        help_text=_("PNG or JPEG, at most 5 MB. It stands beside the name of your municipality."),
    )
    logo_kept = forms.CharField(required=False, widget=forms.HiddenInput)
    drop_logo = forms.BooleanField(label=_("Remove the logo"), required=False)
    picture = CheckedPicture(
        label=_("Picture"),
        most=pictures.PICTURE,
        help_text=_(
            "PNG or JPEG, at most 5 MB; best wide, such as your town hall. Ask whoever took it."
        ),
    )
    picture_kept = forms.CharField(required=False, widget=forms.HiddenInput)
    picture_alt = forms.CharField(
        label=_("What the picture shows"),
        max_length=LONGEST_ALT,
        required=False,
        help_text=_("One sentence for people who cannot see it. Needed as soon as there is one."),
    )
    drop_picture = forms.BooleanField(label=_("Remove the picture"), required=False)
    order = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, municipality: "Municipality", page: LandingPage, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.municipality, self.page = municipality, page
        if not municipality.logo:
            del self.fields["drop_logo"]
        if not page.picture:
            del self.fields["drop_picture"]

    def kept(self, kind: Kind) -> KeptPicture | None:
        """Return the picture uploaded with an earlier try."""
        return kept_picture(self.municipality, kind, self.data.get(f"{kind}_kept"))

    def clean(self) -> dict[str, Any]:
        """Demand a description where there will be a picture."""
        data: dict[str, Any] = super().clean() or {}
        stays = bool(self.page.picture) and not data.get("drop_picture")
        new = data.get("picture") or self.kept(Kind.PICTURE)
        if (new or stays) and not data.get("picture_alt") and "picture_alt" not in self.errors:
            self.add_error("picture_alt", _("Describe what the picture shows."))
        return data

    def remember(self, kind: Kind, key: int) -> None:
        """Carry an upload on to the next try: browsers send a file once."""
        sent: Any = self.data
        sent = sent.copy()
        sent[f"{kind}_kept"] = str(key)
        self.data = sent

    @property
    def wished_order(self) -> tuple[int, ...]:
        """Return the order of the courses as it was sent."""
        return numbers(str(self.data.get("order", "")))

    @property
    def wishes(self) -> Wishes:
        """Return what the form says; only after it was found valid."""
        data = self.cleaned_data
        logo, picture = self.kept(Kind.LOGO), self.kept(Kind.PICTURE)
        return Wishes(
            greeting=data["greeting"],
            order=self.wished_order,
            logo=logo,
            drop_logo=bool(data.get("drop_logo")) and logo is None,
            picture=picture,
            drop_picture=bool(data.get("drop_picture")) and picture is None,
            picture_alt=data["picture_alt"],
        )


class PlaceForm(forms.Form):
    """The place of one course, and what the staff read about it."""

    place = forms.ChoiceField(
        label=_("Where it stands"),
        choices=ChosenCourse.Place.choices,
        widget=forms.RadioSelect,
        help_text=_(
            "Whoever learns a hidden course, or has to take it, keeps it; nobody else finds it."
        ),
    )
    words = forms.CharField(
        label=_("Own words"),
        max_length=LONGEST_WORDS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Your staff read them on the card and on the page of the course. Nobody else."),
    )


class PosterForm(forms.Form):
    """How a poster looks, and what it says."""

    title = forms.CharField(label=_("Headline"), max_length=120)
    text = forms.CharField(
        label=_("Short text"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Two sentences that can be read in passing."),
    )
    paper = forms.ChoiceField(
        label=_("Size"), choices=(("a4", "A4"), ("a3", "A3")), widget=forms.RadioSelect
    )
    language = forms.ChoiceField(
        label=_("Language of the fixed words"),
        choices=(("de", _("German")), ("en", _("English"))),
        widget=forms.RadioSelect,
    )
