"""The forms with which a learner rates, notes and asks, and a teacher answers."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from courses.feedback.models import LONGEST_TEXT, Question
from courses.feedback.moments import seconds_of

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


class MomentField(forms.CharField):
    """A place in a film or recording, as people write it."""

    def clean(self, value: Any) -> int | None:
        """Return the seconds, None for nothing."""
        try:
            return seconds_of(super().clean(value))
        except ValueError:
            raise ValidationError(
                _("Please write the place as minutes and seconds, for example 2:05.")
            ) from None


def _words(label: Any, **options: Any) -> forms.CharField:
    """Return a field for a few sentences."""
    area = forms.Textarea(attrs={"rows": 4})
    return forms.CharField(label=label, max_length=LONGEST_TEXT, widget=area, **options)


class NoteForm(forms.Form):
    """A note for oneself; without words it is a bookmark."""

    text = _words(
        _("Your note"),
        required=False,
        help_text=_("Only you read it. Without words it becomes a bookmark."),
    )
    seconds = MomentField(
        label=_("Place in the film or recording"),
        required=False,
        max_length=8,
        help_text=_("Minutes and seconds, for example 2:05"),
        widget=forms.TextInput(attrs={"data-kf-moment": "", "autocomplete": "off"}),
    )


class QuestionForm(forms.Form):
    """A question to those who teach, or a fault."""

    kind = forms.ChoiceField(
        label=_("What is it about?"),
        choices=Question.Kind.choices,
        initial=Question.Kind.QUESTION,
        widget=forms.RadioSelect,
    )
    text = _words(
        _("Your text"),
        help_text=_(
            "The provider reads the text with course and step, but does not learn your name. "
            "Your employer reads nothing of it."
        ),
    )


class AnswerForm(forms.Form):
    """What those who teach answer."""

    text = _words(_("Your answer"), help_text=_("Whoever has asked receives it as a message."))
