"""What reviewers, authors and guests send."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.review.models import LONGEST_COMMENT, LONGEST_NAME

PASS, BACK = "weiter", "zurueck"
DAYS = [(7, _("7 days")), (14, _("14 days")), (30, _("30 days"))]


class CommentForm(forms.Form):
    """A comment on a block or on the whole lesson."""

    block = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("Comment"), max_length=LONGEST_COMMENT, widget=forms.Textarea(attrs={"rows": 3})
    )


class GuestCommentForm(forms.Form):
    """The same of somebody without account."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=LONGEST_NAME,
        help_text=_("The authors see it beside your comment."),
    )
    block = forms.ChoiceField(label=_("What is it about?"), required=False)
    text = forms.CharField(
        label=_("Comment"), max_length=LONGEST_COMMENT, widget=forms.Textarea(attrs={"rows": 4})
    )
    # People do not see it; programs that fill in everything give themselves away.
    website = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, blocks: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["block"].choices = [("", _("the whole lesson")), *blocks]  # type: ignore[attr-defined]


class DecisionForm(forms.Form):
    """Pass on or send back, with words."""

    decision = forms.ChoiceField(
        label=_("Your decision"),
        choices=[(PASS, _("Approve and pass on")), (BACK, _("Send back to the author"))],
        widget=forms.RadioSelect,
    )
    comment = forms.CharField(
        label=_("Comment or reason"),
        required=False,
        max_length=LONGEST_COMMENT,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("When sending back: what has to be changed. The author reads it."),
    )

    def __init__(self, *args: Any, comment_only: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if comment_only:
            passing = [(PASS, _("Comment and pass on"))]
            self.fields["decision"].choices = passing  # type: ignore[attr-defined]
            self.fields["decision"].initial = PASS


class LinkForm(forms.Form):
    """A link for somebody without account."""

    purpose = forms.CharField(
        label=_("For whom is it?"),
        max_length=LONGEST_NAME,
        help_text=_("Only you and your colleagues see it, for example: data protection officer."),
    )
    days = forms.TypedChoiceField(label=_("Valid for"), choices=DAYS, coerce=int, initial=14)
