"""The form with which a learner rates a course."""

from django import forms
from django.utils.translation import gettext_lazy as _

STARS = [
    (5, _("5 stars: very good")),
    (4, _("4 stars: good")),
    (3, _("3 stars: all right")),
    (2, _("2 stars: not so good")),
    (1, _("1 star: poor")),
]


class RatingForm(forms.Form):
    """Stars and a few words."""

    stars = forms.TypedChoiceField(
        label=_("How good was the course?"), choices=STARS, coerce=int, widget=forms.RadioSelect
    )
    comment = forms.CharField(
        label=_("What should others know?"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Please name nobody. It is published from five answers on, without your name."),
    )
