"""A new table about people needs a decision: exported or not, erased or kept."""

from django.apps import apps

# Each is named in its room's `personal_data`, or hangs on a row that is.
KNOWN = {
    "account.EmailAddress",
    "admin.LogEntry",
    "assignments.Exemption",
    "assignments.Period",
    "certificates.Certificate",
    "competences.Assessment",
    "course_lti.Launch",
    "course_lti.Pseudonym",
    "course_onboarding.Entry",
    "course_transfer.Presentation",
    "deputies.Deputyship",
    "enrolment.BookedSeat",
    "enrolment.Enrolment",
    "feedback.Note",
    "feedback.Question",
    "feedback.Rating",
    "imports.ImportRow",
    "member_messages.Message",
    "mfa.Authenticator",
    "pathways.Evidence",
    "pathways.Journey",
    "people.AccessLogEntry",
    "people.Employment",
    "people.FormerPlace",
    "people.FurtherPost",
    "people.Invitation",
    "people.LearnerAccount",
    "people.Person",
    "privacy.Deletion",
    "privacy.Export",
    "roles.Grant",
    "scim.DirectoryUser",
    "sign_on.Identity",
    # A table of allauth that stays empty: connected accounts stand in members.sign_on.
    "socialaccount.SocialAccount",
}
ABOUT = {"people.Person", "people.Employment"}
OWNED_BY_USER = {"account", "mfa", "member_messages", "people", "roles"}


def tables_about_people():
    for model in apps.get_models():
        for field in model._meta.get_fields():
            if not field.concrete or not field.related_model or field.many_to_many:
                continue
            target = field.related_model._meta.label
            by_user = target == "accounts.User" and field.name in ("user", "recipient", "viewer")
            if target in ABOUT or by_user:
                yield model._meta.label


def test_every_table_about_people_is_known_to_export_and_deletion():
    unknown = {label for label in tables_about_people() if label not in KNOWN}
    # Wagtail's logs and profiles name the closed account, which has no name any more.
    assert {label for label in unknown if not label.startswith("wagtail")} == set()
