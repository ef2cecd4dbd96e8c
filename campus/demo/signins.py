"""The demo's sign-ins: one for each role, all with the same published password."""

from dataclasses import dataclass

from members.roles.catalogue import Role

PASSWORD = "demo-kommunalcampus"  # noqa: S105 - published on purpose, exists only in the demo


@dataclass(frozen=True, slots=True)
class SignIn:
    """A person with a password: where they work and which role they hold there."""

    email: str
    first_name: str
    last_name: str
    what: str
    role: Role | None = None
    municipality: str = ""
    provider: str = ""
    department: str = ""

    @property
    def username(self) -> str:
        """Return the login name: the address before the @ with the place, unique in the demo."""
        local, _, host = self.email.partition("@")
        return f"{local}.{host.split('.')[0]}"


SIGN_INS = (
    SignIn(
        "lernen@viernheim.example",
        "Kim",
        "Demo-Lernend",
        "learns at Viernheim",
        municipality="viernheim",
        department="Bürgerbüro",
    ),
    SignIn(
        "personal@viernheim.example",
        "Robin",
        "Demo-Personal",
        "human resources of Viernheim",
        Role.HR_MANAGER,
        municipality="viernheim",
        department="Personal und Organisation",
    ),
    SignIn(
        "personalrat@viernheim.example",
        "Mika",
        "Demo-Personalrat",
        "staff council of Viernheim",
        Role.STAFF_COUNCIL,
        municipality="viernheim",
        department="Bürgerbüro",
    ),
    SignIn(
        "autor@dhbw.example",
        "Alex",
        "Demo-Dozent",
        "writes for the DHBW Mannheim",
        Role.AUTHOR,
        provider="dhbw",
    ),
    SignIn(
        "leitung@dhbw.example",
        "Mika",
        "Demo-Leitung",
        "manages the DHBW Mannheim as provider and sees what its modules earn",
        Role.PROVIDER_OWNER,
        provider="dhbw",
    ),
    SignIn(
        "autor@speyer.example",
        "Toni",
        "Demo-Dozent",
        "writes for the university of Speyer",
        Role.AUTHOR,
        provider="speyer",
    ),
    SignIn(
        "leitung@speyer.example",
        "Henrike",
        "Demo-Leitung",
        "manages the university of Speyer as a provider",
        Role.PROVIDER_OWNER,
        provider="speyer",
    ),
    SignIn(
        "tutor@speyer.example",
        "Noah",
        "Demo-Tutor",
        "answers questions and gives extra time for the university of Speyer",
        Role.TUTOR,
        provider="speyer",
    ),
    SignIn(
        "begutachtung@speyer.example",
        "Mika",
        "Demo-Begutachtung",
        "checks the quality for the university of Speyer",
        Role.REVIEWER,
        provider="speyer",
    ),
    SignIn(
        "beirat@kommunalcampus.example",
        "Jule",
        "Demo-Beirat",
        "reviews didactics for the advisory board",
        Role.DIDACTICS,
    ),
    SignIn(
        "barrierefrei@kommunalcampus.example",
        "Ole",
        "Demo-Barrierefrei",
        "reviews accessibility",
        Role.ACCESSIBILITY,
    ),
    SignIn(
        "redaktion@kommunalcampus.example",
        "Sascha",
        "Demo-Redaktion",
        "reviews and publishes",
        Role.EDITOR,
    ),
    SignIn(
        "buero@kommunalcampus.example",
        "Chris",
        "Demo-Büro",
        "office of the cooperative",
        Role.OFFICE,
    ),
    SignIn(
        "vorstand@kommunalcampus.example",
        "Luca",
        "Demo-Vorstand",
        "board of the cooperative",
        Role.BOARD,
    ),
    SignIn(
        "technik@kommunalcampus.example",
        "Jona",
        "Demo-Technik",
        "runs the platform and its record store",
        Role.ADMINISTRATOR,
    ),
)
