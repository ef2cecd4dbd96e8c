"""Choosing some of many: what is chosen stands on top, the rest is found by a part of its name.

Works without script: the button beside the search sends the form, which comes back as it was typed,
unjudged, with what was found below. Few choices are simply listed.
"""

from typing import Any

from django import forms
from django.forms.utils import ErrorDict
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

FEW, MOST = 20, 30


class SearchedChoices(forms.CheckboxSelectMultiple):
    """Checkboxes of which only the chosen and the found ones are shown."""

    word, is_asked = "", False

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """Return what is ticked, and remember what is looked for."""
        self.is_asked = f"{name}-find" in data
        self.word = " ".join(str(data.get(f"{name}-word", "")).split())
        return super().value_from_datadict(data, files, name)

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """Draw what is chosen, the search, and what was found."""
        widget = self.get_context(name, value, attrs)["widget"]
        options = [one for _group, rows, _index in widget["optgroups"] for one in rows]
        is_long = len(options) > FEW
        chosen = [one for one in options if is_long and one["selected"]]
        found = [one for one in options if one not in chosen and self._fits(one, is_long)]
        listed = found[:MOST] if is_long else found
        for number, one in enumerate([*chosen, *listed], start=int(is_long)):
            # What is said to be wrong leads to number 0: the search, or the first choice.
            one["attrs"]["id"] = f"{widget['attrs'].get('id', name)}_{number}"
        context = {
            **{"widget": widget, "is_long": is_long, "chosen": chosen, "listed": listed},
            **{
                "word": self.word,
                "is_asked": self.is_asked,
                "found": len(found),
                "total": len(options),
                "most": MOST,
            },
        }
        return render_to_string("components/searched_choices.html", context)

    def _fits(self, option: dict[str, Any], is_long: bool) -> bool:
        if not is_long:
            return True
        return bool(self.word) and self.word.casefold() in str(option["label"]).casefold()


def is_search(form: forms.BaseForm) -> bool:
    """Tell whether a form was sent to look for something, not to be acted on."""
    return any(
        f"{form.add_prefix(name)}-find" in form.data
        for name, field in form.fields.items()
        if isinstance(field.widget, SearchedChoices)
    )


def unjudged(form: forms.BaseForm) -> forms.BaseForm:
    """Return a form as it was typed, without a word on what may be wrong with it."""
    vars(form)["_errors"] = ErrorDict()
    return form
