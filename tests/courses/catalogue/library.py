"""A small catalogue for searches: keys, and the texts of each course."""

from courses.catalogue import services
from tests.factories.catalogue import CoursePageFactory, TopicFactory
from tests.factories.organisations import ProviderFactory

TOPICS = {"recht": "Fachrecht", "daten": "Datenschutz", "digital": "Digitale Verwaltung und OZG"}
# key: title, promise, goals, topics
COURSES = {
    "vergabe": ("Vergaberecht kompakt", "Sie schreiben sicher aus.", "Fristen kennen", ["recht"]),
    "bau": ("Bauordnungsrecht", "Sie prüfen Bauanträge.", "Abstandsflächen berechnen", ["recht"]),
    "dsgvo": (
        "Datenschutz im Rathaus",
        "Sie wenden die Datenschutz-Grundverordnung an.",
        "Auskünfte erteilen\nVerzeichnisse führen",
        ["daten"],
    ),
    "akte": (
        "E-Akte einführen",
        "Sie stellen Papierakten um.",
        "Aktenpläne lesen\nDatenschutz beachten",
        ["digital"],
    ),
    "ozg": (
        "Onlinezugangsgesetz verstehen",
        "Sie kennen die Leistungen nach dem OZG.",
        "Leistungen beschreiben",
        ["digital", "recht"],
    ),
    "ki": (
        "KI in der Verwaltung",
        "Sie nutzen Künstliche Intelligenz überlegt.",
        "Ergebnisse prüfen",
        ["digital"],
    ),
    "wandel": (
        "Digitalisierung der Verwaltung",
        "Sie gestalten den Wandel.",
        "Prozesse aufnehmen\nBeteiligte gewinnen",
        ["digital"],
    ),
    "prozess": (
        "Prozessmanagement für Kommunen",
        "Sie verbessern Abläufe.",
        "Prozesse zeichnen",
        [],
    ),
    "fuehrung": ("Führung im Wandel", "Sie führen Teams auf Abstand.", "Gespräche führen", []),
    "sicher": ("IT-Sicherheit am Arbeitsplatz", "Sie erkennen Phishing.", "Passwörter wählen", []),
    "haushalt": (
        "Kommunaler Haushalt",
        "Sie lesen den Haushaltsplan und die Steuereinnahmen.",
        "Grundsteuer erklären",
        [],
    ),
    "steuerung": ("Steuerung mit Kennzahlen", "Sie wählen Kennzahlen.", "Berichte lesen", []),
    "kita": ("Kinderschutz in der Kita", "Sie handeln bei Verdacht.", "Meldewege kennen", []),
    "standesamt": (
        "Standesamt: Namensrecht",
        "Sie beurkunden Namen.",
        "Namen bestimmen",
        ["recht"],
    ),
    "strasse": ("Straßenverkehr ordnen", "Sie stellen Schilder auf.", "Anordnungen treffen", []),
    "buerger": (
        "Bürgerservice und Leichte Sprache",
        "Sie erklären Aufträge und Bescheide verständlich.",
        "Texte vereinfachen",
        [],
    ),
}


def fill():
    """Publish the whole catalogue; return its titles by key."""
    topics = {
        slug: TopicFactory(slug=slug, name_de=name, name_en=slug) for slug, name in TOPICS.items()
    }
    provider = ProviderFactory(name="Hochschule Musterstadt", short_name="HS Muster")
    for title, promise, goals, slugs in COURSES.values():
        CoursePageFactory(
            provider=provider,
            title=title,
            promise=promise,
            goals=goals,
            topics=[topics[slug] for slug in slugs],
        )
    assert services.reindex() == len(COURSES)
    return {course[0]: key for key, course in COURSES.items()}
