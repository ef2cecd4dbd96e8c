"""When a step counts as done, in words."""

import datetime as dt

from django.utils import formats
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from courses.modules import completion

FINISH: str | Promise = _("Done when you press “Finish” below.")
CONTINUE: str | Promise = _("Done when you press “Done and continue” below.")
RULES: dict[str, str | Promise] = {
    completion.BUTTON: CONTINUE,
    completion.OPENED: _("Done as soon as you have opened it."),
    completion.CHECKED: _("Done when you have checked your answers once. Mistakes do no harm."),
    completion.PASSED: _("Done when you reach at least %(percent)s per cent."),
    completion.CONFIRMED: _("Done when you have confirmed the document in its version of %(day)s."),
    f"{completion.SEEN}:video": _("Done when you have seen %(percent)s per cent of the film."),
    f"{completion.SEEN}:audio": _(
        "Done when you have listened to %(percent)s per cent of the recording."
    ),
    completion.REPORTED: _("Done when the package reports that you have finished."),
    completion.SUCCEEDED: _("Done when the package reports that you have passed."),
    completion.SCORED: _("Done when the package reports at least %(percent)s per cent."),
}


# Where not a package reports, but a tool on another site.
ELSEWHERE: dict[str, str | Promise] = {
    completion.REPORTED: _("Done when the other site reports that you have finished."),
    completion.SCORED: _("Done when the other site reports at least %(percent)s per cent."),
}


def rule_in_words(code: str, *, is_last: bool = False, is_elsewhere: bool = False) -> str:
    """Say when a step with a rule of this code counts as done."""
    rule = completion.read(code)
    if is_elsewhere and rule.name in ELSEWHERE:
        return str(ELSEWHERE[rule.name]) % {"percent": rule.number}
    if rule.name == completion.BUTTON and is_last:
        return str(FINISH)
    name = f"{rule.name}:{rule.detail or 'video'}" if rule.name == completion.SEEN else rule.name
    day = day_in_words(rule.detail) if rule.name == completion.CONFIRMED else ""
    return str(RULES.get(name, CONTINUE)) % {"percent": rule.number, "day": day}


def day_in_words(edition: str) -> str:
    """Return the date of a document's version as people write it."""
    try:
        return formats.date_format(dt.date.fromisoformat(edition), "SHORT_DATE_FORMAT")
    except ValueError:
        return edition


def confirmation(title: str, edition: str) -> str:
    """Return the sentence with which a learner confirms a document."""
    sentence = str(_("I have read “%(title)s” in its version of %(day)s and understood it."))
    return sentence % {"title": title, "day": day_in_words(edition)}


def until_the_end(count: int) -> str:
    """Say how many steps are missing where there is no document to be had."""
    return ngettext("%(count)s step left", "%(count)s steps left", count) % {"count": count}


def left_in_words(*, to_certificate: int, to_end: int) -> str:
    """Say how many steps are missing until the first document, or else until the end."""
    if to_certificate:
        return ngettext(
            "%(count)s step left until the certificate",
            "%(count)s steps left until the certificate",
            to_certificate,
        ) % {"count": to_certificate}
    return ngettext(
        "Certificate reached, %(count)s step left until the end",
        "Certificate reached, %(count)s steps left until the end",
        to_end,
    ) % {"count": to_end}
