"""What waits for a second person or for a decision on proofs, in a town of its own.

Called by `tests.browser.seeds`, on the platform of the journeys.
"""

import datetime as dt

from django.urls import reverse
from django.utils.datastructures import MultiValueDict

from campus.demo.signins import PASSWORD
from campus.kit import dates
from courses.assignments.models import Obligation
from courses.transfer import services as transfer
from courses.transfer.models import Presentation
from members.cooperative.models import Membership
from members.deputies.models import Deputyship
from members.imports import services as imports
from members.imports.models import ImportRun
from members.imports.planning import Options
from members.people.releasing import letters, several
from members.roles.catalogue import Role
from members.roles.services import grant
from members.second_person import services
from members.second_person.models import Proposal, Rule
from tests.browser.proposing import propose_more
from tests.factories.accounts import UserFactory
from tests.factories.assignments import ObligationFactory, PeriodFactory
from tests.factories.cooperative import MembershipFactory
from tests.factories.organisations import MunicipalityFactory
from tests.factories.people import EmploymentFactory, PersonFactory

ASKER, SECOND = "fragt@doppelstadt.example", "entscheidet@doppelstadt.example"
DEPUTY, CARRIER = "vertritt@doppelstadt.example", "bringt@doppelstadt.example"
PROOF, OTHER_PROOF = "Erste Hilfe im Rathaus", "Brandschutzhelferin"


def wait():
    """Found the town, let one propose and the other one decide; return the places by name."""
    town = MunicipalityFactory(name="Stadt Doppelstadt (Demo)", slug="doppelstadt")
    resolution = Membership.objects.earliest("number").resolution
    last = Membership.objects.order_by("-number").first()
    MembershipFactory(municipality=town, number=last.number + 1, resolution=resolution)
    asker, second = _staff(town, ASKER, "Anna"), _staff(town, SECOND, "Ben")
    deputy, carrier = _staff(town, DEPUTY, "Dana"), _staff(town, CARRIER, "Carla")
    for job in (asker, second):
        grant(user=job.person.user, role=Role.HR_MANAGER, municipality=town)
    today = dates.today()
    Deputyship.objects.create(
        principal=second.person.user,
        deputy=deputy.person.user,
        first_day=today,
        last_day=today + dt.timedelta(days=20),
    )
    Rule.objects.create(municipality=town, from_people=1)
    places = _proposals(town, asker.person.user, second.person.user) | _proofs(carrier)
    return places | propose_more(town, asker, second)


def _staff(town, email, name):
    facts = {"username": email, "email": email, "first_name": name, "password": PASSWORD}
    return EmploymentFactory(person__user=UserFactory(**facts), municipality=town)


def _proposals(town, asker, second):
    """Propose letters, a list, two imports and a booking; refuse some of it."""
    silent = EmploymentFactory(person=PersonFactory(user=None, email=None), municipality=town)
    post = letters.propose([silent], town, asker)
    payload = {"lines": ["Anna;Neu;anna@neu.example;"], "valid_from": ["2026-01-01"]}
    form = several.SeveralForm(MultiValueDict(payload))
    form.is_valid()
    newcomers = several.propose(form, several.checked(form, town, asker), town, asker)
    refused = several.propose(form, several.checked(form, town, asker), town, asker)
    services.refuse(proposal=refused, reason="Bitte erst nach der Einstellung", by=second)
    released = letters.propose([silent], town, asker)
    services.release(proposal=released, by=second)
    waiting, sent_back = _import(town, asker), _import(town, asker)
    services.refuse(proposal=sent_back.proposal, reason="Das ist der alte Stand", by=second)
    return {
        "proposal": _decision(post),
        "proposal-refused": _decision(refused),
        "letters-proposed": letters.preview_of(post),
        "letters-released": letters.preview_of(released),
        "several-proposed": several.preview_of(newcomers),
        "import-waiting": reverse("imports:run", args=[waiting.reference]),
        "import-refused": reverse("imports:run", args=[sent_back.reference]),
    }


def _decision(proposal: Proposal):
    return reverse("second_person:detail", args=[proposal.reference])


def _import(town, by):
    """Take a list of one newcomer in and hand it over for release."""
    run = imports.start_import(
        municipality=town,
        content=b"Personalnummer;Vorname;Nachname\n7;Uwe;Neu\n",
        file_name="mitarbeitende.csv",
        created_by=by,
    )
    options = Options(first_day=dates.today(), empty_erases=False, adds_departments=False)
    wishes = imports.Wishes(run.sheet, run.meaning, options)
    run = imports.check_run(run=run, wishes=wishes)
    run = imports.confirm_run(run=run, stamp=run.stamp, confirmed_by=by)
    return ImportRun.objects.select_related("proposal").get(pk=run.pk)


def _proofs(carrier):
    """Let somebody have brought two proofs along, of which one has been shown."""
    town = carrier.municipality
    elsewhere = EmploymentFactory(
        person=carrier.person,
        municipality=MunicipalityFactory(),
        valid_until=dates.today() - dt.timedelta(days=1),
    )
    for title in (PROOF, OTHER_PROOF):
        before = ObligationFactory(municipality=elsewhere.municipality, course=None, title=title)
        PeriodFactory(
            obligation=before,
            employment=elsewhere,
            fulfilled_on=dates.today() - dt.timedelta(days=200),
            valid_until=dates.today() + dt.timedelta(days=500),
        )
        asked: Obligation = ObligationFactory(municipality=town, course=None, title=title)
        PeriodFactory(obligation=asked, employment=carrier)
    offers = transfer.selectors.offers_for(carrier.person, town)
    transfer.show(person=carrier.person, municipality=town, keys=[offers[0].key])
    shown = Presentation.objects.get(person=carrier.person)
    return {"proof-refuse": reverse("course_transfer:refuse", args=[shown.pk])}
