"""Every refusal of this room as people read it: a whole German sentence that says what to do."""

import pytest
from django.utils import translation

from campus.kit.errors import DomainError
from courses.pathways import errors
from courses.pathways.plans import Fault

SENTENCES = [
    (errors.PlanEmpty(), 409, "Der Pfad hat noch keinen Kurs. Fügen Sie mindestens einen hinzu"),
    (errors.SetEmpty(), 409, "Fügen Sie ihr einen hinzu oder entfernen Sie die Gruppe."),
    (errors.CourseTwice(), 409, "Dieser Kurs steht schon im Pfad."),
    (errors.NeedTooMuch(), 409, "Fügen Sie Kurse hinzu oder verlangen Sie weniger."),
    (errors.NeedTooLittle(), 409, "wie viele Kurse oder Punkte nötig sind: mindestens einer."),
    (errors.ChangedMeanwhile(), 409, "bitte wiederholen Sie Ihren letzten Schritt."),
    (errors.NotYourPath(), 403, "Sie können diesen Pfad nicht ändern."),
    (errors.NothingNext(), 409, "Auf der Seite steht, was zuerst kommt."),
    (errors.PrerequisiteMissing(course="Recht"), 409, "Voraussetzung fehlt: Zuerst kommt „Recht“."),
    (errors.PrerequisiteGone(course="Recht"), 409, "„Recht“, aber dieser Kurs ist nicht mehr im"),
    (errors.RequiresItself(course="Recht"), 400, "„Recht“ setzt schon diesen Kurs voraus."),
    (errors.FileNotAccepted(), 400, "Bitte wählen Sie eine PDF-, PNG- oder JPEG-Datei."),
    (errors.FileTooLarge(megabytes=5), 400, "Bitte wählen Sie eine mit höchstens 5 Megabyte."),
    (errors.TooManyOpen(count=10), 409, "10 Ihrer Einreichungen werden noch geprüft."),
    (errors.InTheFuture(), 400, "Das Datum liegt in der Zukunft."),
    (errors.ReasonMissing(), 400, "Bitte geben Sie einen Grund an."),
    (errors.ReasonTooLong(length=401, most=400), 400, "Der Grund hat 401 Zeichen; höchstens 400"),
    (errors.CourseMissing(), 400, "Bitte wählen Sie den Kurs, für den das zählt."),
    (errors.NotYourReview(), 403, "Es gehört zu einem anderen Anbieter."),
]


@pytest.mark.parametrize(
    ("error", "status", "sentence"), SENTENCES, ids=lambda one: getattr(one, "code", None)
)
def test_refusal_is_a_german_sentence_with_its_status(error, status, sentence):
    assert sentence in str(error)
    assert str(error).endswith(".")
    assert error.status == status
    with translation.override("en"):
        assert sentence not in str(error)


def test_every_refusal_of_the_room_is_worded_above_and_has_a_code_of_its_own():
    refusals = {
        one
        for one in vars(errors).values()
        if isinstance(one, type)
        and issubclass(one, DomainError)
        and one.__module__ == errors.__name__
    }
    assert {type(error) for error, _status, _sentence in SENTENCES} == refusals
    assert len({one.code for one in refusals}) == len(refusals)


def test_every_fault_of_a_plan_has_its_refusal():
    assert set(errors.FAULTS) == set(Fault)
