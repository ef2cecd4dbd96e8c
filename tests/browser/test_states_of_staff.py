"""Pages of human resources and of universities in states that the walk of learners does not meet.

Another state is another line of STATES, as in `test_states`.
"""

import pytest

from tests.browser.looking import State, look, press, unfold
from tests.browser.waiting import ASKER, SECOND

pytestmark = pytest.mark.browser

HR, COUNCIL = "personal@viernheim.example", "personalrat@viernheim.example"
UPLOAD = "/personal/mitarbeitende/einlesen/"

STATES = (
    # What a colleague has proposed, person by person.
    State("booking-proposed", SECOND, "booking-proposed", unfold),
    State("bundle-proposed", SECOND, "bundle-proposed", unfold),
    # A department with a head, somebody in it and one below; a directory that has told something.
    State("department", ASKER, "department"),
    State("error-department-head", ASKER, "department", press("Leitung eintragen")),
    State("directory-at-work", ASKER, "/personal/mitarbeitende/verzeichnis/"),
    State("group-of-directory", ASKER, "group-of-directory"),
    # A list with long words and with everything that can be wrong in a row.
    State("error-import", HR, UPLOAD, press("Hochladen")),
    State("import-columns", ASKER, "import-columns"),
    State("import-faults", ASKER, "import-faults"),
    State("staff", ASKER, "/personal/mitarbeitende/"),
    # Pages that only journeys have passed.
    State("matrix-of-departments", HR, "/personal/matrix/aemter/"),
    State("late", HR, "/personal/ueberfaellig/"),
    State("error-exemption", HR, "/personal/befreiungen/", press("Befreien")),
    State("error-earlier-proofs", HR, "/personal/nachweise/", press("Vorschau zeigen")),
    State("poster", HR, "/personal/plakat/"),
    State("sign-on", HR, "/personal/anmeldung/"),
    State("sign-on-failed", HR, "/personal/anmeldung/", press("Anmeldung testen")),
    State("council", COUNCIL, "/personalrat/"),
    State("council-reports", COUNCIL, "/personalrat/berichte/"),
    State("council-access", COUNCIL, "/personalrat/zugriffe/"),
)


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.name)
def test_state_has_no_finding(planted, pages, state):
    found = look(pages(state.who), planted, state)
    assert not found, "\n".join(found)
