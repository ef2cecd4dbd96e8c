"""Where chosen contents belong."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.modules import selectors as modules

if TYPE_CHECKING:
    from courses.tools.models import Tool


class TakeOverForm(forms.Form):
    """A chapter of one's own, or none."""

    chapter: "forms.ModelChoiceField[Any]" = forms.ModelChoiceField(
        label=_("Chapter"),
        queryset=None,
        required=False,
        empty_label=_("no chapter: only keep them for later"),
        help_text=_("Each content becomes the draft of a lesson at the end of the chapter."),
    )

    def __init__(self, *args: Any, user: Any, tool: "Tool", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["chapter"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101
        field.queryset = modules.chapters_of_author(user, provider_id=tool.provider_id)
        field.label_from_instance = _label  # type: ignore[method-assign, assignment]


def _label(chapter: Any) -> str:
    return f"{chapter.module} › {chapter.title}"
