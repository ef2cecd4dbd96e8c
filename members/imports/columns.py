"""Which column means what: guessed from its heading, from what was chosen before; pure."""

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum

HEAD_IS_AMONG = 15
Row = tuple[int, list[str]]


class Field(StrEnum):
    """What a column may hold."""

    NUMBER = "personnel_number"
    FIRST = "first_name"
    LAST = "last_name"
    FULL = "full_name"
    EMAIL = "email"
    DEPARTMENT = "department"
    ABOVE = "superior_department"
    FURTHER = "further_departments"
    POSITION = "position"
    FROM = "valid_from"
    UNTIL = "valid_until"


HEADINGS: dict[Field, str] = {
    Field.NUMBER: "personalnummer personalnr persnr pnr mitarbeiternummer mitarbeiternr manr "
    "stammnummer personnelnumber employeenumber employeeid staffnumber",
    Field.FIRST: "vorname vornamen rufname firstname givenname forename",
    Field.LAST: "nachname familienname zuname name lastname surname familyname",
    Field.FULL: "namevorname nachnamevorname vorundnachname vornamename vornamenachname "
    "mitarbeiter mitarbeitende beschäftigte fullname displayname anzeigename",
    Field.EMAIL: "email emailadresse emailadressen mail mailadresse dienstlicheemail "
    "emaildienstlich emailaddress",
    Field.DEPARTMENT: "amt abteilung sachgebiet organisationseinheit orgeinheit oe dienststelle "
    "fachdienst bereich kostenstellenbezeichnung department team unit",
    Field.ABOVE: "fachbereich dezernat übergeordnetesamt hauptamt geschäftsbereich division "
    "superiordepartment parentdepartment",
    Field.FURTHER: "weitereämter weitereamt weitereabteilungen weiteredienststellen weiterestellen "
    "weitereorganisationseinheiten weiterefachdienste zweitesamt furtherdepartments "
    "otherdepartments",
    Field.POSITION: "funktion stelle tätigkeit stellenbezeichnung dienstbezeichnung position "
    "jobtitle title beruf",
    Field.FROM: "eintritt eintrittsdatum eintrittam beginn ersterarbeitstag beschäftigtseit von "
    "gültigab startdate hiredate validfrom firstday firstdayatwork",
    Field.UNTIL: "austritt austrittsdatum austrittam ende letzterarbeitstag befristetbis bis "
    "gültigbis enddate terminationdate validuntil lastday "
    "lastdayatwork",
}
MEANING = {word: field for field, words in HEADINGS.items() for word in words.split()}
NOT_A_LETTER = re.compile(r"[^a-zäöü]")


def normal(heading: str) -> str:
    """Return a heading without case, spaces and signs: “Personal-Nr.” is “personalnr”."""
    return NOT_A_LETTER.sub("", heading.casefold())


def guess(headings: Sequence[str], remembered: Mapping[str, str]) -> dict[int, Field]:
    """Return the meaning of the columns; what was chosen before goes before what is guessed.

    Nothing is given twice: the first column that fits has it.
    """
    found: dict[int, Field] = {}
    for source in (_remembered(remembered), MEANING):
        for index, heading in enumerate(headings):
            word = normal(heading)
            was_ignored = source is MEANING and word in remembered
            field = None if was_ignored or index in found else source.get(word)
            if field and field not in found.values():
                found[index] = field
    return found


def _remembered(choices: Mapping[str, str]) -> dict[str, Field]:
    known = set(Field)
    return {heading: Field(value) for heading, value in choices.items() if value in known}


def head_position(rows: Sequence[Row], remembered: Mapping[str, str]) -> int:
    """Return which row holds the headings: of the first ones that with the most known words.

    Lists often begin with a title and a date.
    """
    sample = rows[:HEAD_IS_AMONG]
    scores = [len(guess(cells, remembered)) for _number, cells in sample]
    best = max(scores, default=0)
    return scores.index(best) if best >= 2 else 0


def fits(columns: Mapping[int, Field]) -> bool:
    """Tell whether rows can be recognised by these columns."""
    chosen = set(columns.values())
    return bool(chosen & {Field.NUMBER, Field.FULL} or {Field.FIRST, Field.LAST} <= chosen)


def repeated(columns: Mapping[int, Field]) -> Field | None:
    """Return what was chosen for two columns."""
    chosen = list(columns.values())
    return next((field for field in chosen if chosen.count(field) > 1), None)
