"""The feedback form."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from campus.pages.models import Feedback


class FeedbackForm(forms.ModelForm):
    """What a visitor wants to tell; `website` is a trap that only programs fill in."""

    website = forms.CharField(
        required=False,
        label=_("Leave this field empty"),
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    class Meta:
        model = Feedback
        fields = ["kind", "message", "contact", "page_address"]
        widgets = {
            "kind": forms.RadioSelect,
            "message": forms.Textarea(attrs={"rows": 7}),
            "contact": forms.TextInput(attrs={"autocomplete": "email"}),
        }
        labels = {
            "kind": _("What is it about?"),
            "message": _("Your message"),
            "contact": _("How can we reach you?"),
            "page_address": _("Which page is it about?"),
        }
        help_texts = {
            "message": _("Please do not write about the health or the performance of people."),
            "contact": _(
                "E-mail address or telephone number. Without it you can write anonymously, but "
                "we cannot answer."
            ),
        }
        error_messages = {
            "kind": {"required": _("Choose what your message is about.")},
            "message": {"required": _("Write your message.")},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind = self.fields["kind"]
        kind.choices = Feedback.Kind.choices  # type: ignore[attr-defined]

    @property
    def is_trapped(self) -> bool:
        """Tell whether a program has filled in the hidden field."""
        return bool(self.cleaned_data.get("website"))

    def values(self) -> dict[str, str]:
        """Return what the service wants to know."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}
