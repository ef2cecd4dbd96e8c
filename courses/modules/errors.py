"""Why this room says no."""

from django.utils.translation import gettext_lazy as _

from campus.kit.errors import DomainError


class Frozen(DomainError):
    """A frozen version is what learners were promised; it is never changed or deleted."""

    code = "frozen"
    message = _("A published version cannot be changed. Publish a new version instead.")


class NothingToPublish(DomainError):
    """A version without items would be an empty course."""

    code = "nothing_to_publish"
    message = _("Publish at least one lesson before the module can be taken.")


class UngradableTest(DomainError):
    """A graded test that asks nothing can never be passed, nor the course with it."""

    code = "ungradable_test"
    message = _(
        "Give the graded test “%(title)s” the kind “Test” and at least one question. A package can "
        "be graded, too, if it counts as done from the pass mark on."
    )


class Incomplete(DomainError):
    """A draft may lack something, what learners get may not."""

    code = "incomplete"
    message = _(
        "“%(title)s” is not complete yet. Open it and approve it there; what is missing is then "
        "marked."
    )


class NothingToPlay(DomainError):
    """A rule that asks for a recording needs one whose length is known."""

    code = "nothing_to_play"
    message = _(
        "“%(title)s” counts as done when its film or recording has been played. Add one to the "
        "lesson and enter its length in seconds among the media, or choose another rule."
    )


class NothingToConfirm(DomainError):
    """A rule that asks for a confirmation needs exactly one document, and the other way round."""

    code = "nothing_to_confirm"
    message = _(
        "“%(title)s”: add exactly one block “Confirm as read” to the lesson and choose that it "
        "counts as done when the document in it has been confirmed."
    )


class NoPackage(DomainError):
    """An item of this kind is its package."""

    code = "no_package"
    message = _("“%(title)s” is of the kind “Package”. Choose a package that is ready.")


class PackageOfOthers(DomainError):
    """A package may be taught by the provider that has uploaded it."""

    code = "package_of_others"
    message = _("The package of “%(title)s” belongs to another provider. Choose one of your own.")


class RuleNotForPackage(DomainError):
    """Web pages report nothing; courses of cmi5 are done when they say so, by themselves."""

    code = "rule_not_for_package"
    message = _(
        "“%(title)s” can never count as done by this rule. Web pages: choose the button or “as "
        "soon as it has been opened”. SCORM, cmi5 and H5P: choose one of the rules with “when the "
        "package reports”."
    )


class NoToolContent(DomainError):
    """An item of this kind is its content elsewhere."""

    code = "no_tool_content"
    message = _(
        "“%(title)s” is of the kind “LTI content”. Choose a content of a tool that the office has "
        "approved."
    )


class ToolOfOthers(DomainError):
    """A tool is taught by the provider that has registered it."""

    code = "tool_of_others"
    message = _(
        "The LTI content of “%(title)s” belongs to another provider. Choose one of your own."
    )


class RuleNotForTool(DomainError):
    """What a content does not report would never be met."""

    code = "rule_not_for_tool"
    message = _(
        "“%(title)s” is done by the button, when opened or, if its content reports results, when "
        "it reports the end or at least the pass mark. Choose one of these."
    )


class RuleOnlyForPackages(DomainError):
    """A lesson reports nothing by itself."""

    code = "rule_only_for_packages"
    message = _("“%(title)s” is a lesson. Choose a rule that is not about what a package reports.")


class Taught(DomainError):
    """What learners were promised hangs on the course page."""

    code = "taught"
    message = _(
        "“%(title)s” has lessons or can be booked and has to stay. Unpublish the page to take it "
        "out of the catalogue."
    )


class InUse(DomainError):
    """A file that a published version shows must stay."""

    code = "in_use"
    message = _(
        "“%(title)s” is part of a published version and has to stay. Add a new file instead."
    )


class BadContent(DomainError):
    """A module folder cannot be imported."""

    code = "bad_content"
    status = 400
    message = _("%(place)s: %(fault)s")


class Inaccessible(DomainError):
    """What not everybody can use is not published."""

    code = "inaccessible"
    message = _(
        "“%(title)s” cannot be published yet, because not everybody could use it. %(faults)s"
    )


class OfAnotherProvider(DomainError):
    """What belongs to one provider is not moved to another."""

    code = "of_another_provider"
    message = _(
        "“%(title)s” belongs to another provider than the place you have chosen. Choose a place of "
        "the same provider."
    )


class NothingChosen(DomainError):
    """Without a question there is nothing to take over."""

    code = "nothing_chosen"
    status = 400
    message = _("Choose at least one question.")


class NoTestChosen(DomainError):
    """Questions are taken over into a test in which the author may write."""

    code = "no_test_chosen"
    status = 400
    message = _("Choose the test into which the questions are to be taken over.")


class NotATest(DomainError):
    """Only tests hold questions of the collection."""

    code = "not_a_test"
    status = 400
    message = _("“%(title)s” is no test. Choose a test or self-test.")


class QuestionsOfAnotherProvider(DomainError):
    """What is taught belongs to a provider, and so do its questions."""

    code = "questions_of_another_provider"
    status = 400
    message = _(
        "Questions stay with their provider. Choose only questions of the provider to whom "
        "“%(title)s” belongs."
    )


class LessonLocked(DomainError):
    """A lesson that somebody has locked, or that is being reviewed, stays as it is."""

    code = "lesson_locked"
    message = _("“%(title)s” is locked at the moment or being reviewed. Nothing was changed.")


class BeingWritten(DomainError):
    """What somebody is just writing would be lost, or would write over what is taken over."""

    code = "being_written"
    message = _(
        "%(name)s is just writing in “%(title)s”. Nothing was changed; try again when that is done."
    )


class NoLongerThere(DomainError):
    """Between looking and choosing, somebody has deleted the question."""

    code = "no_longer_there"
    message = _("One of the questions is no longer there. Nothing was changed.")
