"""Forms of the studio: every choice offers only what belongs to the author's providers."""

from pathlib import PurePath
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.blocks import StreamBlockValidationError

from campus.kit.errors import DomainError
from campus.uploads.forms import PiecesInput, TakesPieces
from courses.modules import rules
from courses.modules.accessibility.gate import faults_in
from courses.modules.accessibility.words import sentence
from courses.modules.completing import check_package, check_rule, check_tool
from courses.modules.errors import (
    InUse,
    NoPackage,
    NoToolContent,
    PackageOfOthers,
    ToolOfOthers,
    UngradableTest,
)
from courses.modules.media_files import HEAD, is_captions
from courses.modules.questions import can_be_passed
from courses.modules.references import foreign_files, in_frozen_version
from courses.modules.selectors import mark_of
from courses.modules.studio import recordings
from courses.modules.subtitles import NotCaptions, in_order, read, write
from courses.packages import selectors as packages
from courses.tools import selectors as tools
from members.roles.rules import is_editor, providers_of_author


def _chapter_label(obj: Any) -> str:
    """Name a chapter together with its module."""
    return f"{obj.module} › {obj.title}"


class LessonForm(WagtailAdminModelForm):
    """A lesson in a chapter of one's own, with files of one's own."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields.get("chapter")
        if isinstance(field, forms.ModelChoiceField) and field.queryset is not None:
            chapters = field.queryset.select_related("module__course").order_by(
                "module__course__title", "position"
            )
            field.queryset = rules.visible(chapters, self.for_user, provider="module__provider")
            field.label_from_instance = _chapter_label  # type: ignore[method-assign]
        self._offer_packages()
        if "graded" in self.fields:
            self.fields["graded"].help_text = _(
                "A self-test gives feedback only; a graded test has to be passed. The points of a "
                "package count, too, if it counts as done from the pass mark on."
            )

    def _offer_packages(self) -> None:
        """Offer the packages and LTI contents of one's own providers."""
        field = self.fields.get("package")
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = packages.taught_by(self.for_user)
            field.empty_label = _("no package")
            field.label_from_instance = packages.label_of  # type: ignore[method-assign, assignment]
        field = self.fields.get("tool_content")
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = tools.taught_by(self.for_user)
            field.empty_label = _("no LTI content")
            field.label_from_instance = tools.label_of  # type: ignore[method-assign, assignment]

    def clean_body(self) -> Any:
        """Refuse pictures and media that the author may not see."""
        body = self.cleaned_data["body"]
        if foreign_files(body, user=self.for_user):
            raise ValidationError(_("A picture or media file belongs to another provider."))
        return body

    def clean(self) -> dict[str, Any]:
        """Refuse to submit or publish a graded test that nobody could pass; drafts may be one."""
        cleaned: dict[str, Any] = super().clean()
        names = ("title", "kind", "graded", "body")
        if not self.is_deferred_validation and all(name in cleaned for name in names):
            title, kind, graded, body = (cleaned[name] for name in names)
            rule = cleaned.get("completion", "")
            if not can_be_passed(kind=kind, graded=graded, body=body, rule=rule):
                self.add_error("graded", str(UngradableTest(title=title)))
            self._check_rule(cleaned)
            self._check_accessibility(cleaned["body"])
        return cleaned

    def _check_accessibility(self, body: Any) -> None:
        """Mark every place that not everybody could use; drafts may have such places."""
        at: dict[int, list[str]] = {}
        for fault in faults_in(body):
            at.setdefault(fault.index, []).append(sentence(fault))
        if at:
            places = {index: ValidationError(faults) for index, faults in at.items()}
            self.add_error("body", StreamBlockValidationError(block_errors=places))

    def _check_rule(self, cleaned: dict[str, Any]) -> None:
        """Refuse a rule that nobody could meet."""
        rule = cleaned.get("completion", "")
        try:
            check_rule(
                title=cleaned["title"], kind=cleaned["kind"], rule=rule, body=cleaned["body"]
            )
        except DomainError as error:
            self.add_error("completion", str(error))
        self._check_package(cleaned)
        self._check_tool(cleaned)

    def _check_package(self, cleaned: dict[str, Any]) -> None:
        """Refuse a package of somebody else, and a rule that no learner could meet with it."""
        chapter = cleaned.get("chapter")
        try:
            check_package(
                title=cleaned["title"],
                kind=cleaned["kind"],
                rule=cleaned.get("completion", ""),
                package=cleaned.get("package"),
                provider_id=chapter.module.provider_id if chapter else None,
            )
        except (NoPackage, PackageOfOthers) as error:
            self.add_error("package", str(error))
        except DomainError as error:
            self.add_error("completion", str(error))

    def _check_tool(self, cleaned: dict[str, Any]) -> None:
        """Refuse the same of a content of a tool."""
        chapter = cleaned.get("chapter")
        try:
            check_tool(
                title=cleaned["title"],
                kind=cleaned["kind"],
                rule=cleaned.get("completion", ""),
                content=cleaned.get("tool_content"),
                provider_id=chapter.module.provider_id if chapter else None,
            )
        except (NoToolContent, ToolOfOthers) as error:
            self.add_error("tool_content", str(error))
        except DomainError as error:
            self.add_error("completion", str(error))


class MediaForm(TakesPieces, WagtailAdminModelForm):
    """A media file of one's own provider."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields.get("provider")
        if isinstance(field, forms.ModelChoiceField) and not is_editor(self.for_user):
            field.queryset = providers_of_author(self.for_user)
            field.empty_label = None
        self.take_pieces(PiecesInput(user=self.for_user, purpose=recordings.PURPOSE))

    def clean_file(self) -> Any:
        """Refuse what no browser plays, and to exchange what a published version shows."""
        file = self.cleaned_data["file"]
        if "file" in self.changed_data and (said := recordings.refusal_of_file(file)):
            raise ValidationError(said)
        if self.instance.pk and "file" in self.changed_data and in_frozen_version(self.instance):
            raise ValidationError(str(InUse(title=self.instance.title)))
        return file

    def clean_captions(self) -> Any:
        """Take captions of any usual kind, as WebVTT; they may be mended at any time."""
        captions = self.cleaned_data["captions"]
        if not captions or "captions" not in self.changed_data:
            return captions
        if is_captions(_head(captions)):
            return captions
        captions.seek(0)
        try:
            lines = in_order(read(captions.read()))
        except NotCaptions:
            raise ValidationError(
                _("This file holds no captions. Choose a VTT, SRT, SBV, TTML, SSA or ASS file.")
            ) from None
        name = f"{PurePath(captions.name).stem}.vtt"
        return ContentFile(write(lines).encode(), name=name)

    def save(self, commit: bool = True) -> Any:
        """Save, and forget the upload of which the film was made."""
        media = super().save(commit=commit)
        if commit:
            self.let_go()
        return media


def _head(file: Any) -> bytes:
    """Return a file's first bytes and leave it as it was."""
    file.seek(0)
    head = bytes(file.read(HEAD))
    file.seek(0)
    return head


class ModuleForm(WagtailAdminModelForm):
    """The chapters of a module."""

    def clean(self) -> dict[str, Any]:
        """Refuse to delete a chapter with lessons, and to write over what others have changed."""
        cleaned: dict[str, Any] = super().clean()
        loaded = self.data.get("loaded", "")
        if loaded and self.instance.pk and loaded != mark_of(self.instance):
            self.add_error(
                None,
                _(
                    "Somebody else has changed this module since you opened it. Open it again in "
                    "another tab to compare; saving once more writes over it."
                ),
            )
        formset = self.formsets.get("chapters")
        for form in getattr(formset, "deleted_forms", []):
            chapter = form.instance
            if chapter.pk and chapter.lessons.exists():
                self.add_error(
                    None,
                    _("Move or delete the lessons of “%(title)s” before deleting the chapter.")
                    % {"title": chapter.title},
                )
        return cleaned
