"""What a municipality of the demo has arranged for its own staff."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from campus.demo import source
from courses.portal import services as portal
from courses.units import services as units
from members.roles.catalogue import Role
from members.roles.selectors import holders

if TYPE_CHECKING:
    from courses.catalogue.models import CoursePage
    from members.accounts.models import User
    from members.organisations.models import Municipality

PICTURE = "town-hall.png"
ALT = "Gezeichnetes Rathaus mit Uhrturm zwischen Bäumen, davor drei Menschen (Demobild)"
# Place and own words of courses; nothing said of the others leaves them in the catalogue.
PLACES = {
    "it-sicherheit-am-arbeitsplatz": (
        "pinned",
        "Bitte noch vor dem Umzug ins neue Rathaus (Demo).",
    ),
    "barrierefreie-dokumente": ("chosen", "Ab Januar sind alle Vorlagen barrierefrei (Demo)."),
    "aufenthaltsrecht-einstieg": ("hidden", ""),
}
KEYS: dict[str, Any] = {
    "title": "Schlüssel und Zutritt im Rathaus (Demo)",
    "promise": "Sie wissen, wer welchen Schlüssel bekommt und was bei Verlust zu tun ist.",
    "text": "# Ausgabe\nSchlüssel gibt das Hauptamt aus, **nur gegen Unterschrift**.\n\n"
    "# Verlust\n- Sofort das Hauptamt anrufen\n- Nichts selbst nachmachen lassen\n\n"
    "Beispiel der Demo, keine echte Dienstanweisung.",
    "minutes": 5,
    "confirm": True,
    "questions": [
        {
            "prompt": "Sie haben Ihren Schlüssel verloren. Was tun Sie zuerst?",
            "right": "Ich rufe sofort das Hauptamt an.",
            "wrong": ["Ich warte bis Montag.", "Ich lasse einen nachmachen."],
        }
    ],
}
POSTER: dict[str, Any] = {
    "title": "Barrierefreie Aushänge im Rathaus (Demo)",
    "promise": "Sie gestalten Aushänge so, dass alle sie lesen können.",
    "text": "# Schrift\n- mindestens 14 Punkt, ohne Verzierung\n- dunkel auf hell\n\n"
    "# Worte\nKurze Sätze, keine Abkürzungen. Beispiel der Demo.",
    "minutes": 5,
}
ORIGIN = "Stadt Viernheim, Hauptamt (Demo)"


def arrange(municipality: "Municipality", courses: Mapping[str, "CoursePage"]) -> None:
    """Give the page a picture, pin and hide courses, and say a word about them."""
    kept = portal.keep_picture(
        municipality=municipality,
        kind="picture",
        content=(source.CONTENT / PICTURE).read_bytes(),
        ending="png",
    )
    page = portal.ensure_landing_page(municipality_id=municipality.pk)
    portal.save_page(
        municipality=municipality,
        wishes=portal.Wishes(greeting=page.greeting, picture=kept, picture_alt=ALT),
    )
    for slug, (place, words) in PLACES.items():
        portal.place_course(
            municipality=municipality, course=courses[slug], place=place, words=words
        )


def teach_own_staff(municipality: "Municipality") -> None:
    """Make a unit for the own staff, and give another one to all municipalities."""
    personnel = _holder(Role.HR_MANAGER, municipality=municipality)
    units.save(municipality=municipality, unit=None, facts=KEYS, by=personnel)
    given = units.save(municipality=municipality, unit=None, facts=POSTER, by=personnel)
    donation = units.offer(unit=given, licence="CC-BY-4.0", origin=ORIGIN, by=personnel)
    units.accept(donation=donation, by=_holder(Role.OFFICE))


def _holder(role: Role, **place: Any) -> "User":
    found = holders(role, **place).order_by("pk").first()
    if found is None:
        raise LookupError(f"Nobody holds {role}.")
    return found
