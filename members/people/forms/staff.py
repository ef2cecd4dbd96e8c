"""Forms for HR."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from campus.kit import dates
from members.people.access_states import AccessState
from members.people.models import Department, Employment, FurtherPost, Invitation
from members.people.pasted import MOST_LINES, PastedRow, parse
from members.people.rules import TASKS_FROM_HR
from members.roles.catalogue import SCOPE_OF, Role, Scope
from members.roles.labels import role_label

STATE_WORDS = {
    AccessState.ACTIVE: _("active"),
    AccessState.INVITED: _("invited"),
    AccessState.NONE: _("no access yet"),
    AccessState.LEFT: _("has left"),
}


class DateInput(forms.DateInput):
    """The browser's own choice of a day."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class DepartmentField(forms.ModelChoiceField):
    """One of the departments that the user looks after."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Department"))
        super().__init__(queryset=Department.objects.none(), **kwargs)


class StaffFilterForm(forms.Form):
    """What the list of staff shows; a value that does not exist is ignored."""

    q = forms.CharField(label=_("Name, e-mail or personnel number"), required=False, max_length=100)
    amt = DepartmentField(required=False, empty_label=_("All departments"))
    stand = forms.ChoiceField(
        label=_("Access"),
        required=False,
        choices=[("", _("All who work here"))] + [(str(k), v) for k, v in STATE_WORDS.items()],
    )

    def __init__(self, *args: Any, departments: QuerySet[Department], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["amt"].queryset = departments  # type: ignore[attr-defined]


class EmploymentForm(forms.Form):
    """Department, position and personnel number of a job."""

    department = DepartmentField(required=False, empty_label=_("No department"))
    position = forms.CharField(label=_("Position"), required=False, max_length=120)
    personnel_number = forms.CharField(label=_("Personnel number"), required=False, max_length=30)

    def __init__(
        self,
        *args: Any,
        departments: QuerySet[Department],
        department_needed: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["department"]
        field.queryset = departments  # type: ignore[attr-defined]
        field.required = department_needed


class PostForm(forms.Form):
    """A further post beside the main place; the first day is asked once, when it is added."""

    department = DepartmentField(empty_label=_("Please choose"))
    position = forms.CharField(label=_("Position"), required=False, max_length=120)
    valid_from = forms.DateField(label=_("First day"), initial=dates.today, widget=DateInput)
    valid_until = forms.DateField(
        label=_("Last day"),
        required=False,
        widget=DateInput,
        help_text=_("Leave it empty if no end is fixed."),
    )

    def __init__(
        self, *args: Any, departments: QuerySet[Department], is_new: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["department"].queryset = departments  # type: ignore[attr-defined]
        if not is_new:
            del self.fields["valid_from"]


class CorrectionForm(EmploymentForm):
    """The job, and the name and address as far as this employer may correct them."""

    field_order = [
        "first_name",
        "last_name",
        "email",
        "department",
        "position",
        "personnel_number",
    ]

    first_name = forms.CharField(label=_("First name"), max_length=80)
    last_name = forms.CharField(label=_("Last name"), max_length=80)
    email = forms.EmailField(label=_("E-mail address"), required=False, max_length=254)

    def __init__(
        self, *args: Any, may_correct_name: bool, may_correct_address: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if not may_correct_name:
            del self.fields["first_name"], self.fields["last_name"]
        if not (may_correct_name and may_correct_address):
            del self.fields["email"]


class InviteForm(EmploymentForm):
    """A new colleague, with or without an e-mail address."""

    field_order = [
        "first_name",
        "last_name",
        "email",
        "department",
        "position",
        "personnel_number",
        "valid_from",
    ]

    first_name = forms.CharField(
        label=_("First name"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    last_name = forms.CharField(
        label=_("Last name"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        max_length=254,
        help_text=_("Without an address you print a letter with an access code afterwards."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    valid_from = forms.DateField(label=_("First day"), initial=dates.today, widget=DateInput)


class SeveralForm(forms.Form):
    """A pasted list of staff."""

    lines = forms.CharField(
        label=_("One person per line"),
        max_length=60_000,
        strip=False,
        help_text=_(
            "First name;last name;e-mail;department – e-mail and department may be empty. "
            "You can also paste four columns from a spreadsheet."
        ),
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false"}),
    )
    valid_from = forms.DateField(label=_("First day"), initial=dates.today, widget=DateInput)
    rows: list[PastedRow]

    def clean_lines(self) -> str:
        """Cut the text into rows; refuse an empty list and one that is too long."""
        text: str = self.cleaned_data["lines"]
        self.rows = parse(text)
        if not self.rows:
            raise forms.ValidationError(_("The list is empty. Type or paste at least one line."))
        if len(self.rows) > MOST_LINES:
            raise forms.ValidationError(
                _("The list has %(number)s lines. Please take at most %(most)s at once."),
                params={"number": len(self.rows), "most": MOST_LINES},
            )
        return text


class ReinviteForm(forms.Form):
    """How somebody is invited once more."""

    channel = forms.ChoiceField(label=_("Way"), choices=Invitation.Channel.choices)


class TaskForm(forms.Form):
    """A task on the platform that HR gives to one of its own staff."""

    role = forms.ChoiceField(label=_("Task"), widget=forms.RadioSelect)
    department = DepartmentField(
        required=False,
        empty_label=_("No department"),
        help_text=_("For heads, training officers and approvers; departments below are included."),
    )

    def __init__(self, *args: Any, departments: QuerySet[Department], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["department"].queryset = departments  # type: ignore[attr-defined]
        self.fields["role"].choices = [  # type: ignore[attr-defined]
            (role.value, role_label(role)) for role in TASKS_FROM_HR
        ]

    def clean(self) -> dict[str, Any]:
        """Ask for a department where the task belongs to one."""
        values: dict[str, Any] = super().clean() or {}
        if "role" not in values:
            return values
        if SCOPE_OF[Role(values["role"])] is not Scope.DEPARTMENT:
            values["department"] = None
        elif not values.get("department") and "department" not in self.errors:
            self.add_error("department", _("Choose the department for this task."))
        return values


class EndForm(forms.Form):
    """The last day of a job."""

    last_day = forms.DateField(label=_("Last day"), initial=dates.today, widget=DateInput)


class DepartmentForm(forms.Form):
    """A department and its place in the tree."""

    name = forms.CharField(label=_("Name"), max_length=120)
    parent = DepartmentField(
        label=_("Superior department"), required=False, empty_label=_("None: top level")
    )
    cost_centre = forms.CharField(
        label=_("Cost centre"),
        required=False,
        max_length=20,
        help_text=_("It stands on invoices for the seats of this department."),
    )

    def __init__(self, *args: Any, departments: QuerySet[Department], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].queryset = departments  # type: ignore[attr-defined]


def post_values(post: FurtherPost) -> dict[str, Any]:
    """Return what PostForm shows of a further post."""
    return {
        "department": post.department_id,
        "position": post.position,
        "valid_until": post.valid_until,
    }


def employment_values(job: Employment) -> dict[str, Any]:
    """Return what CorrectionForm shows of a job."""
    return {
        "first_name": job.person.first_name,
        "last_name": job.person.last_name,
        "email": job.person.email,
        "department": job.department_id,
        "position": job.position,
        "personnel_number": job.personnel_number,
    }
