"""Which source files speak for which room: every file belongs to exactly one PO file."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.apps import apps
from django.conf import settings

PACKAGES = ("campus", "courses", "members")
# The frame of the site and what has no room of its own is translated together with the pages.
COMMON = "pages"
# Sentences of installed packages that are worded differently here; they stand in no source file.
OVERRIDES = "packages"
# Folders of several rooms, whose files begin with the room's label: email/people_invitation.txt.
SHARED_FOLDERS = ("email", "pdf")
TEMPLATE_SUFFIXES = {".html", ".txt", ".xml", ".typ"}


@dataclass(frozen=True)
class Source:
    """One file with texts: where it is, how the PO file names it, and who translates it."""

    path: Path
    name: str
    room: str

    @property
    def is_python(self) -> bool:
        """Tell Python modules from templates."""
        return self.path.suffix == ".py"


def room_folders() -> dict[str, str]:
    """Return the app label of every room by its folder, as in `members/people`."""
    return {
        config.name.replace(".", "/"): config.label
        for config in apps.get_app_configs()
        if config.name.split(".")[0] in PACKAGES
    }


def sources() -> Iterator[Source]:
    """Yield every Python module and template of ours in a stable order."""
    folders = room_folders()
    labels = set(folders.values())
    root = Path(settings.BASE_DIR)
    for package in PACKAGES:
        for path in sorted((root / package).rglob("*.py")):
            name = path.relative_to(root).as_posix()
            if "/migrations/" not in name:
                room = folders.get("/".join(name.split("/")[:2]), COMMON)
                yield Source(path=path, name=name, room=room)
    for path in sorted((root / "templates").rglob("*")):
        if path.suffix in TEMPLATE_SUFFIXES:
            name = path.relative_to(root).as_posix()
            yield Source(path=path, name=name, room=template_room(name, labels))


def template_room(name: str, labels: set[str]) -> str:
    """Return the room a template belongs to: its folder, or for mails and PDFs its first word."""
    folder, _, rest = name.removeprefix("templates/").partition("/")
    if folder in labels:
        return folder
    named = [label for label in labels if rest.startswith(f"{label}_")]
    return max(named, key=len, default=COMMON) if folder in SHARED_FOLDERS else COMMON


def catalogue_path(room: str) -> Path:
    """Return where the German texts of a room are kept."""
    return Path(settings.LOCALE_DIR) / room / "de" / "LC_MESSAGES" / "django.po"


def stored_rooms() -> list[str]:
    """Return every room that has a PO file, in alphabetical order."""
    folders = sorted(Path(settings.LOCALE_DIR).glob("*"))
    return [folder.name for folder in folders if catalogue_path(folder.name).exists()]
