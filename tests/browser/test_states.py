"""Every state of every page of a learner, looked at wide and narrow, light and dark.

Another state is another line of STATES: name, who looks ("" is anybody), address, and how the
page gets into the state. `inspection.findings` says what every state has to keep.
"""

import pytest
from playwright.sync_api import expect

from tests.browser.looking import State, fill, follow, look, press, unfold
from tests.browser.seeds import BUSY, CLERK, LATE, MANAGER, NEW
from tests.browser.waiting import ASKER, CARRIER, DEPUTY, SECOND

pytestmark = pytest.mark.browser

LEARNER, HR = "lernen@viernheim.example", "personal@viernheim.example"
AUTHOR = "autor@dhbw.example"
REVIEWER = "begutachtung@speyer.example"


def look_at_proofs(page):
    """Choose the first proof and look at what the employer would see."""
    page.locator("main [name=nachweis]").first.check()
    press("Erst ansehen")(page)


def send_closed(page):
    """Send answers to an attempt that is closed, as a second window would."""
    form = page.locator("main form[action$='/versuch/']").first
    with page.expect_navigation():
        form.evaluate("""(one) => {
          const [attempt] = document.querySelector("[data-kp-closed]").dataset.kpClosed.split(" ");
          one.action += `${attempt}/antworten/`;
          one.submit();
        }""")


def open_menu(page):
    page.set_viewport_size({"width": 360, "height": 900})
    page.get_by_role("button", name="Menü").click()


def open_account(page):
    page.locator("details.kc-menu > summary").click()


def open_help(page):
    page.get_by_role("button", name="Hilfe").click()
    expect(page.get_by_role("dialog")).to_be_visible()


def fill_screen(page):
    page.get_by_role("button", name="Vollbild").click()
    expect(page.locator("body.kp-full")).to_be_visible()


def lose_connection(page):
    page.evaluate("window.dispatchEvent(new Event('offline'))")
    expect(page.locator("[data-kp-sync]")).to_contain_text("Keine Verbindung")


def lose_session(page):
    """Be signed out while a step is open, and notice when it is to be finished."""
    kept = page.context.cookies()
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Erledigt und weiter").click()
    expect(page.locator("[data-kp-sync]")).to_contain_text("Wieder anmelden")
    page.context.add_cookies(kept)
    page.evaluate("localStorage.clear()")


def answer_signed_out(page):
    """Be signed out in a test, and notice when an answer is to be saved."""
    kept = page.context.cookies()
    page.context.clear_cookies(name="sessionid")
    page.locator("fieldset.kp-question input:not([type=hidden])").first.check()
    expect(page.locator("[data-kq-status]")).to_contain_text("abgemeldet")
    page.context.add_cookies(kept)


def save_an_answer(page):
    page.locator("fieldset.kp-question input:not([type=hidden], :checked)").first.check()
    expect(page.locator("[data-kq-status]")).to_contain_text("Gespeichert um")


def send_without_token(page):
    """Send a form that has expired: what was typed is offered to be sent again."""
    page.locator("[name=message]").fill("Das Formular ist abgelaufen.")
    page.context.clear_cookies(name="csrftoken")
    with page.expect_navigation():
        page.get_by_role("button", name="Rückmeldung senden").click()
    expect(page.locator("main")).to_contain_text("Ihre Eingaben sind noch da")


GROUP = "/personal/mitarbeitende/gruppen/neu/"

STATES = (
    # Empty: the first day of somebody new.
    State("empty-start", NEW, "/lernen/"),
    State("empty-courses", NEW, "/lernen/kurse/"),
    State("empty-planned", NEW, "/lernen/kurse/?stand=geplant"),
    State("empty-certificates", NEW, "/lernen/nachweise/"),
    State("empty-notes", NEW, "/lernen/notizen/"),
    State("empty-questions", NEW, "/lernen/fragen/"),
    State("empty-messages", NEW, "/lernen/mitteilungen/"),
    State("empty-privacy", NEW, "/lernen/privat/"),
    State("empty-data", NEW, "/lernen/privat/daten/"),
    State("empty-recognition", NEW, "/lernen/anerkennung/"),
    State("empty-competences", NEW, "/lernen/kompetenzen/"),
    State("empty-search", "", "/katalog/?q=xyzabc&thema=datenschutz"),
    # Filled.
    State("start", LEARNER, "/lernen/"),
    State("courses", LEARNER, "/lernen/kurse/"),
    State("courses-waiting", BUSY, "/lernen/kurse/?stand=geplant"),
    State("start-waiting", BUSY, "/lernen/"),
    State("certificates", BUSY, "/lernen/nachweise/", unfold),
    State("notes", LEARNER, "/lernen/notizen/"),
    State("questions", LEARNER, "/lernen/fragen/"),
    State("messages", LEARNER, "/lernen/mitteilungen/"),
    State("privacy", LEARNER, "/lernen/privat/"),
    State("recognition", LEARNER, "/lernen/anerkennung/"),
    State("paths", LEARNER, "/lernpfade/"),
    State("path", LEARNER, "/lernpfade/digital-im-rathaus/"),
    State("account", LEARNER, "/konto/"),
    State("account-email", LEARNER, "/konto/email/"),
    State("account-second-factor", LEARNER, "/konto/2fa/"),
    State("account-menu", LEARNER, "/lernen/privat/", open_account),
    State("menu", LEARNER, "/lernen/notizen/", open_menu),
    State("home", "", "/"),
    State("catalogue", LEARNER, "/katalog/", unfold),
    State("catalogue-mended", "", "/katalog/?q=barierefrei&thema=barrierefreiheit"),
    State("provider", "", "/anbieter/hfpv/"),
    # The course page, state by state.
    State("course-anonymous", "", "/anbieter/hfpv/barrierefreie-dokumente/"),
    State("course-enrol", NEW, "/anbieter/dhbw/projektmanagement-verwaltung/"),
    State("course-running", LEARNER, "/anbieter/hfpv/barrierefreie-dokumente/"),
    State("course-needs-another", NEW, "/anbieter/tud/prozessmanagement-kommunal/"),
    State("course-requested", BUSY, "/anbieter/hfpv/aufenthaltsrecht-einstieg/"),
    State("course-waiting", BUSY, "/anbieter/speyer/digitale-fuehrung/"),
    State("course-rejected", BUSY, "/anbieter/hfpv/vergaberecht-digital/"),
    State("course-done", LATE, "/anbieter/speyer/datenschutz-grundlagen/"),
    State("look-inside", "", "/anbieter/hfpv/barrierefreie-dokumente/einblick/"),
    # The player and its tests.
    State("player-course", BUSY, "course"),
    State("player-finished", LATE, "finished"),
    State("player-why", LATE, "why"),
    State("player-lesson", BUSY, "lesson"),
    State("player-tools", BUSY, "lesson", unfold),
    State("player-help", BUSY, "lesson", open_help),
    State("player-full", BUSY, "film", fill_screen),
    State("player-film", BUSY, "film", unfold),
    State("player-offline", BUSY, "film", lose_connection),
    State("player-signed-out", BUSY, "lesson", lose_session),
    State("test-untouched", BUSY, "untouched"),
    State("test-saved", BUSY, "untouched", save_an_answer),
    State("test-wrong", BUSY, "wrong", unfold),
    State("test-before", BUSY, "before"),
    State("test-running", BUSY, "running"),
    State("test-signed-out", BUSY, "running", answer_signed_out),
    State("test-submit", BUSY, "submit"),
    State("test-failed", BUSY, "failed"),
    State("test-passed", LATE, "passed"),
    State("test-time-over", LATE, "over"),
    State("player-new-edition", LATE, "outdated"),
    State("new-edition", LATE, "edition", unfold),
    State("rating", LATE, "rating"),
    # The competence check.
    State("questionnaire", BUSY, "questionnaire"),
    State("gap", LATE, "gap", unfold),
    State("competences-earlier", LATE, "/lernen/kompetenzen/"),
    # Loading.
    State("data-running", BUSY, "/lernen/privat/daten/"),
    State("data-ready-and-failed", LATE, "/lernen/privat/daten/", unfold),
    # Documents, as anybody sees them.
    State("check", "", "/nachweise/"),
    State("document-valid", "", "valid"),
    State("document-expired", "", "expired"),
    State("document-revoked", "", "revoked"),
    State("document-corrected", "", "corrected"),
    # Steps on other sites, and what becomes of them in the studio and at the office.
    State("away", BUSY, "away"),
    State("away-silent", BUSY, "away-silent"),
    State("away-chosen", MANAGER, "chosen"),
    State("office-tools", CLERK, "/genossenschaft/lernwerkzeuge/", unfold),
    # Courses of other platforms, and what the office keeps of them.
    State("external-courses", "", "/katalog/?herkunft=extern"),
    State("external-course", "", "external-course"),
    State("office-catalogues", CLERK, "/genossenschaft/kataloge/"),
    State("office-catalogue", CLERK, "office-catalogue"),
    State("office-catalogue-remove", CLERK, "office-catalogue-remove"),
    State("error-catalogue", CLERK, "/genossenschaft/kataloge/neu/", press("Speichern und")),
    # What providers earn.
    State("earned", MANAGER, "/lehre/abrechnung/"),
    State("figures", AUTHOR, "/lehre/auswertung/"),
    State("figures-of-questions", AUTHOR, "/lehre/auswertung/fragen/", unfold),
    State("no-question-found", AUTHOR, "/lehre/auswertung/fragen/?q=Brueckenbau"),
    State("upkeep", AUTHOR, "/lehre/pflege/?zeige=alle"),
    State("upkeep-of-module", AUTHOR, "upkeep-of-module"),
    State("retire-module", AUTHOR, "retire-module"),
    State("figures-of-module", AUTHOR, "figures-of-module", unfold),
    State("preview", AUTHOR, "preview"),
    State("to-review", REVIEWER, "/pruefung/"),
    State("review-module", AUTHOR, "review-module", unfold),
    State("review-lesson", AUTHOR, "review-lesson", unfold),
    State("review-compare", AUTHOR, "review-vergleich", unfold),
    State("review-history", AUTHOR, "review-verlauf"),
    State("review-links", AUTHOR, "review-links"),
    State("statement", MANAGER, "statement", press("Einwand erheben")),
    State("office-settlement", CLERK, "/genossenschaft/abrechnung/"),
    State("office-provider", CLERK, "office-provider"),
    State("office-agreement", CLERK, "office-agreement", press("Vereinbarung eintragen")),
    # The cadastre of obligations: the office keeps it, human resources adopt.
    State("obligation-new", HR, "/personal/pflichten/neu/", unfold),
    State("assign-several", HR, "/personal/zuweisungen/neu/", unfold),
    State("onboarding-plans", HR, "/personal/einstieg/"),
    State("onboarding-new", HR, "/personal/einstieg/neu/", press("Weiter zu Fristen")),
    State("book-seats", HR, "/personal/buchungen/neu/", press("Vorschau zeigen")),
    State("booked-seats", HR, "/personal/buchungen/"),
    State("single-seats", HR, "/personal/buchungen/plaetze/"),
    # What two decide: proposed, decided by another one or who stands in, refused with a reason.
    State("two-people", SECOND, "/personal/vier-augen/"),
    State("error-two-people", SECOND, "/personal/vier-augen/", fill(from_people="0")),
    State("two-people-nothing", HR, "/personal/vier-augen/"),
    State("proposal", SECOND, "proposal"),
    State("error-proposal", SECOND, "proposal", press("Ablehnen")),
    State("proposal-own", ASKER, "proposal"),
    State("proposal-standing-in", DEPUTY, "proposal"),
    State("proposal-refused", ASKER, "proposal-refused"),
    State("proposal-anew", ASKER, "proposal-refused", press("Erneut ausfüllen")),
    State("standing-in", DEPUTY, "/personal/vertretung/"),
    State("letters-proposed", SECOND, "letters-proposed"),
    State("letters-released", ASKER, "letters-released"),
    State("several-proposed", SECOND, "several-proposed"),
    State("import-waiting", SECOND, "import-waiting"),
    State("import-refused", ASKER, "import-refused"),
    # Proofs taken along from one employer to another.
    State("proofs-own", CARRIER, "/lernen/mitnehmen/"),
    State("proofs-nothing-chosen", CARRIER, "/lernen/mitnehmen/", press("Erst ansehen")),
    State("proofs-preview", CARRIER, "/lernen/mitnehmen/", look_at_proofs),
    State("proofs-none", LEARNER, "/lernen/mitnehmen/"),
    State("proofs-waiting", SECOND, "/personal/mitgebracht/"),
    State("proofs-waiting-none", HR, "/personal/mitgebracht/"),
    State("proof-refuse", SECOND, "proof-refuse"),
    State("error-proof-refuse", SECOND, "proof-refuse", press("Ablehnen")),
    State("group-new", HR, GROUP, fill(name="Kontakt", position_words="sachbearbeitung")),
    State("directory", HR, "/personal/mitarbeitende/verzeichnis/", press("Schlüssel erstellen")),
    State("budget", HR, "/personal/budget/", press("Planen")),
    State("deputy", HR, "/personal/vertretung/", press("Vertretung eintragen")),
    State("approvals", HR, "/personal/genehmigungen/"),
    State("approval-refuse", HR, "/personal/genehmigungen/", follow("andere Kurse vorschlagen")),
    State("approvals-statistics", HR, "/personal/genehmigungen/statistik/"),
    State("team", HR, "/team/"),
    State("team-assign", HR, "/team/zuweisen/"),
    State("heads-may-assign", HR, "/personal/zuweisen-durch-leitungen/"),
    State("team-in-need", HR, "/team/?wer=direkt&nur=bedarf"),
    State("first-steps", HR, "/personal/erste-schritte/"),
    State("proof-packages", HR, "/personal/nachweispakete/"),
    State("proof-package-new", HR, "/personal/nachweispakete/neu/"),
    State("proof-package-check", "", "/nachweispaket-pruefen/", press("Prüfen")),
    State("ladder", HR, "/personal/ueberfaellig/stufen/", press("Stufen festlegen")),
    State("cadastre", HR, "/personal/kataster/"),
    State("cadastre-nothing-found", HR, "/personal/kataster/?q=xyzabc"),
    State("cadastre-changed", HR, "/personal/kataster/2/", unfold),
    State("cadastre-entry", HR, "/personal/kataster/3/", unfold),
    State("office-cadastre", CLERK, "/genossenschaft/pflichtenkataster/"),
    State("office-cadastre-entry", CLERK, "/genossenschaft/pflichtenkataster/2/"),
    State("office-cadastre-edit", CLERK, "/genossenschaft/pflichtenkataster/2/entwurf/"),
    State("error-cadastre", CLERK, "/genossenschaft/pflichtenkataster/neu/", press("Entwurf")),
    # Errors: nothing filled in, nothing found, not allowed, closed.
    State("error-sign-in", "", "/konto/login/", fill(login="wer@viernheim.example", password="x")),
    State("error-sign-in-empty", "", "/konto/login/", press("Anmelden")),
    State("error-reset", "", "/konto/password/reset/", press("")),
    State("error-invitation", "", "invitation", press("Einrichten")),
    State("error-invitation-spent", "", "/konto/einladung/AAAAAAAAAAAAAAAA/"),
    State("error-number", "", "/nachweise/?nummer=KC-1", None),
    State("error-number-unknown", "", "/nachweise/KC-2026-AAAAA-AAAAA/"),
    State("error-name", "", "valid", press("Vergleichen")),
    State("error-feedback", "", "/rueckmeldung/", press("")),
    State("error-password", NEW, "/konto/password/change/", press("")),
    State("error-recognition", NEW, "/lernen/anerkennung/einreichen/", press("")),
    State("error-deletion", NEW, "/lernen/privat/loeschen/", press("")),
    State("error-not-found", NEW, "/gibt-es-nicht/"),
    State("error-not-found-anonymous", "", "/gibt-es-nicht/"),
    State("error-not-allowed", NEW, "/berichte/"),
    State("error-400", "", "drawn-400"),
    State("error-403", "", "drawn-403"),
    State("error-429", "", "drawn-429"),
    State("error-500", "", "drawn-500"),
    State("error-expired-form", "", "/rueckmeldung/", send_without_token),
    State("error-expired-link", "", "/konto/password/reset/key/1-abcdef-0123456789/"),
    State("error-questionnaire", BUSY, "questionnaire", press("Speichern")),
    State("error-rating", LATE, "rating", press("Speichern")),
    State("error-no-seat", BUSY, "refused"),
    State("error-other-edition", BUSY, "foreign"),
    State("error-closed", BUSY, "failed", send_closed),
)


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.name)
def test_state_has_no_finding(planted, pages, state):
    found = look(pages(state.who), planted, state)
    assert not found, "\n".join(found)
