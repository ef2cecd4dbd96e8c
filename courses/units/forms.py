"""The one page on which a unit is filled in, and what is asked around its way to all."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.pathways.files import checked
from courses.units.models import LONGEST_TEXT, OwnUnit, UnitPaper
from courses.units.states import LICENCES

if TYPE_CHECKING:
    from members.organisations.models import Municipality

MOST_QUESTIONS = 5
MEGABYTES = 20
LARGEST = MEGABYTES * 1024 * 1024
MOST_WRONG = 5
LONGEST_ANSWER = 200
FACTS = ("title", "promise", "minutes", "text", "link_url", "link_title", "confirm")


class PdfField(forms.FileField):
    """A PDF document by its content; the value is its content and a name for it."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Return content and name, None without a file."""
        file = super().clean(data, initial)
        if not file:
            return None
        content = file.read(LARGEST + 1)
        if len(content) > LARGEST:
            words = _("This file is larger than %(megabytes)d MB. Make it smaller, or use a link.")
            raise forms.ValidationError(words % {"megabytes": MEGABYTES})
        found = checked(content)
        if found is None or found.suffix != "pdf":
            raise forms.ValidationError(
                _("This is no PDF that can be read. Save the document as PDF, without a password.")
            )
        return content, str(file.name).rpartition(".")[0].replace("_", " ")[:120]


class UnitForm(forms.ModelForm):
    """Everything of a unit on one page."""

    paper = PdfField(
        label=_("Document (PDF)"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "application/pdf"}),
        help_text=_("At most 20 MB. Best a PDF that can be read aloud."),
    )
    paper_kept = forms.CharField(required=False, widget=forms.HiddenInput)
    paper_title = forms.CharField(
        label=_("Name of the document"),
        max_length=120,
        required=False,
        help_text=_("Such as “Dienstanweisung Homeoffice”; empty: the name of the file."),
    )
    drop_paper = forms.BooleanField(label=_("Without this document from now on"), required=False)

    class Meta:
        model = OwnUnit
        fields = FACTS
        widgets = {"text": forms.Textarea(attrs={"rows": 12, "maxlength": LONGEST_TEXT})}
        help_texts = {
            "promise": _("Your staff read it on the card: what is it good for?"),
            "text": _(
                "Begin a heading with #, an entry of a list with -, stress words by **two stars**. "
                "An empty line begins a new paragraph. Addresses become links by themselves."
            ),
            "minutes": _("How long it takes, about."),
            "confirm": _("It counts as done only when that has been confirmed."),
        }

    def __init__(self, *args: Any, municipality: "Municipality", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.municipality = municipality
        known = list(self.instance.questions or [])
        for number in range(MOST_QUESTIONS):
            one = known[number] if number < len(known) else {}
            self._add_question(number + 1, one)
        if self.instance.paper_id is None:
            del self.fields["drop_paper"]
        else:
            self.fields["paper_title"].initial = self.instance.paper.title

    def _add_question(self, number: int, one: dict[str, Any]) -> None:
        self.fields[f"prompt_{number}"] = forms.CharField(
            label=_("Question"), max_length=400, required=False, initial=one.get("prompt", "")
        )
        self.fields[f"right_{number}"] = forms.CharField(
            label=_("The right answer"),
            max_length=LONGEST_ANSWER,
            required=False,
            initial=one.get("right", ""),
        )
        self.fields[f"wrong_{number}"] = forms.CharField(
            label=_("Wrong answers"),
            required=False,
            max_length=MOST_WRONG * (LONGEST_ANSWER + 1),
            widget=forms.Textarea(attrs={"rows": 3}),
            initial="\n".join(one.get("wrong", [])),
            help_text=_("One a line, at most five. They are mixed with the right one."),
        )

    @property
    def question_fields(self) -> list[tuple[int, list[Any]]]:
        """Return the fields of the questions, by number."""
        names = ("prompt", "right", "wrong")
        numbers = range(1, MOST_QUESTIONS + 1)
        return [(number, [self[f"{name}_{number}"] for name in names]) for number in numbers]

    def clean(self) -> dict[str, Any]:
        """Ask for something to learn, and for whole questions."""
        data: dict[str, Any] = super().clean() or {}
        stays = self.instance.paper_id and not data.get("drop_paper")
        has_paper = data.get("paper") or self.kept or stays
        if not (data.get("text") or data.get("link_url") or has_paper) and not self.errors:
            self.add_error("text", _("Write a text, choose a document or name a link."))
        for number in range(1, MOST_QUESTIONS + 1):
            self._check_question(data, number)
        return data

    def _check_question(self, data: dict[str, Any], number: int) -> None:
        prompt, right = data.get(f"prompt_{number}", ""), data.get(f"right_{number}", "")
        wrong = _lines(data.get(f"wrong_{number}", ""))
        if not (prompt or right or wrong):
            return
        faults = {
            f"prompt_{number}": _("Write the question, or empty its answers.")
            if not prompt
            else "",
            f"right_{number}": _("Write the right answer.") if not right else "",
            f"wrong_{number}": _fault_of(wrong, right),
        }
        for name, fault in faults.items():
            if fault and name not in self.errors:
                self.add_error(name, fault)

    @property
    def kept(self) -> UnitPaper | None:
        """Return the document that was uploaded with an earlier try."""
        key = str(self.data.get("paper_kept", ""))
        if not key.isdecimal() or len(key) > 18:
            return None
        papers = UnitPaper.objects.filter(municipality=self.municipality, units=None)
        return papers.filter(pk=int(key)).first()

    def remember(self, paper: UnitPaper) -> None:
        """Carry an upload on to the next try: browsers send a file once."""
        sent: Any = self.data
        sent = sent.copy()
        sent["paper_kept"], sent["paper_title"] = str(paper.pk), paper.title
        self.data = sent

    @property
    def questions(self) -> list[dict[str, Any]]:
        """Return the questions that were filled in."""
        data = self.cleaned_data
        return [
            {
                "prompt": data[f"prompt_{number}"],
                "right": data[f"right_{number}"],
                "wrong": _lines(data[f"wrong_{number}"]),
            }
            for number in range(1, MOST_QUESTIONS + 1)
            if data.get(f"prompt_{number}")
        ]

    @property
    def facts(self) -> dict[str, Any]:
        """Return what the form says of the unit; only after it was found valid."""
        data = self.cleaned_data
        stays = None if data.get("drop_paper") else self.instance.paper
        return {
            **{name: data[name] for name in FACTS},
            "questions": self.questions,
            "paper": self.kept or stays,
        }


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _fault_of(wrong: list[str], right: str) -> Any:
    """Say what is wrong with the wrong answers; "" for nothing."""
    if not wrong:
        return _("Write at least one wrong answer.")
    if len(wrong) > MOST_WRONG or any(len(one) > LONGEST_ANSWER for one in wrong):
        return _("At most five wrong answers of 200 characters each.")
    if len({right, *wrong}) <= len(wrong):
        return _("Two answers have the same text.")
    return ""


class OfferForm(forms.Form):
    """Under which licence and in whose name a unit is given to all."""

    licence = forms.ChoiceField(label=_("Licence"), choices=LICENCES, widget=forms.RadioSelect)
    origin = forms.CharField(
        label=_("Named as origin"),
        max_length=200,
        help_text=_("Stands on the page of the course, such as “Stadt Viernheim, Hauptamt”."),
    )
    rights = forms.BooleanField(
        label=_("We made all of it ourselves, or may pass it on under this licence."),
        error_messages={"required": _("Without these rights it cannot be given to others.")},
    )


class ReturnForm(forms.Form):
    """Why an offer is returned."""

    reason = forms.CharField(
        label=_("What has to change"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Human resources of the municipality read it."),
    )
