"""Somebody comes from one town to another; run on the platform of the journeys.

`manage.py shell -c "from tests.browser.arrivals import arrive; arrive()"` prints the way in.
"""

import datetime as dt
import json
import sys

from allauth.account.models import EmailAddress

from campus.demo.signins import PASSWORD
from campus.kit import dates
from members.accounts.models import User
from members.organisations.models import Municipality
from members.people.models import Invitation
from members.people.services import add_person, invite
from tests.factories.accounts import UserFactory
from tests.factories.assignments import ObligationFactory, PeriodFactory
from tests.factories.people import EmploymentFactory, PersonFactory
from tests.factories.transfer import leave

OLD, NEW, HR = "Bensheim", "Viernheim", "personal@viernheim.example"
LEAVER, PROOF = "wechsel@privat.example", "Erste Hilfe im Rathaus"


def arrive() -> None:
    """Let somebody with a proof of the old town be invited by the new one, which asks for it."""
    towns = {name: Municipality.objects.get(name__endswith=name) for name in (OLD, NEW)}
    user = UserFactory(username="ines.wechsel", email=LEAVER, first_name="Ines")
    user.set_password(PASSWORD)
    user.save()
    EmailAddress.objects.get_or_create(user=user, email=LEAVER, verified=True, primary=True)
    person = PersonFactory(user=user, last_name="Wechsel", email=LEAVER)
    before = EmploymentFactory(municipality=towns[OLD], person=person, department=None)
    PeriodFactory(
        obligation=ObligationFactory(municipality=towns[OLD], course=None, title=PROOF),
        employment=before,
        fulfilled_on=dates.today() - dt.timedelta(days=200),
        valid_until=dates.today() + dt.timedelta(days=500),
    )
    leave(before)
    by = User.objects.get(email=HR)
    job = add_person(
        first_name="Ines",
        last_name="Wechsel",
        municipality=towns[NEW],
        valid_from=dates.today(),
        added_by=by,
        email="ines.wechsel@viernheim.example",
    )
    asked = ObligationFactory(municipality=towns[NEW], course=None, title=PROOF)
    turn = PeriodFactory(obligation=asked, employment=job)
    issued = invite(employment=job, invited_by=by, channel=Invitation.Channel.EMAIL)
    way_in = {"secret": issued.secret, "turn": f"{asked.pk}/person/{turn.employment_id}"}
    sys.stdout.write(json.dumps(way_in))
