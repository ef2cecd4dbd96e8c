"""What a package says about itself, whichever standard it follows; pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """The standards that are understood."""

    SCORM12 = "scorm12"
    SCORM2004 = "scorm2004"
    CMI5 = "cmi5"
    H5P = "h5p"
    HTML = "html"


class Refusal(StrEnum):
    """Why a file cannot be taken at all."""

    NOT_A_ZIP = "not_a_zip"
    TOO_LARGE = "too_large"
    TOO_MANY_FILES = "too_many_files"
    UNPACKS_TOO_LARGE = "unpacks_too_large"
    BOMB = "bomb"
    ENCRYPTED = "encrypted"
    COMPRESSION = "compression"
    SYMLINK = "symlink"
    OUTSIDE = "outside"
    BAD_NAME = "bad_name"
    LONG_NAME = "long_name"
    DUPLICATE = "duplicate"
    FILE_AS_FOLDER = "file_as_folder"
    DAMAGED = "damaged"
    EMPTY = "empty"
    UNKNOWN_KIND = "unknown_kind"
    OTHER_KIND = "other_kind"
    IN_A_FOLDER = "in_a_folder"
    TINCAN = "tincan"
    NOT_SCORM = "not_scorm"
    BROKEN_MANIFEST = "broken_manifest"
    NOTHING_TO_START = "nothing_to_start"
    MISSING_ENTRY = "missing_entry"
    SVG_SCRIPT = "svg_script"
    CMI5_SCHEMA = "cmi5_schema"
    CMI5_ID = "cmi5_id"
    CMI5_DUPLICATE = "cmi5_duplicate"
    CMI5_ADDRESS = "cmi5_address"
    CMI5_RELATIVE = "cmi5_relative"
    CMI5_PARAMETER = "cmi5_parameter"
    CMI5_OBJECTIVE = "cmi5_objective"


class PackageFault(Exception):
    """The package has to be refused; the values fill the sentence that says why."""

    def __init__(self, code: Refusal, **values: str | int) -> None:
        self.code = code
        self.values = values
        super().__init__(code.value)


@dataclass(frozen=True, slots=True)
class Part:
    """Something that can be started: a SCO, an assignable unit, a page."""

    key: str
    title: str
    # A path inside the package with its query, or the whole address of a page elsewhere.
    href: str
    # False for an asset: a page that does not talk to the platform.
    talks: bool = True
    # What the runtime or the launch hands over: pass mark, launch data, moveOn …
    settings: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Manifest:
    """A package as its manifest describes it."""

    kind: Kind
    title: str
    parts: tuple[Part, ...]
    # "3rd", "4th", the version of H5P's main library …
    edition: str = ""
    # Files that the manifest names, without those of the parts.
    listed: tuple[str, ...] = ()
    # Rules about the way through the parts that the player does not follow, by their kind.
    sequencing: tuple[str, ...] = ()
    # Libraries that an H5P package needs, as folder names.
    needs: tuple[str, ...] = ()
    # Whatever else the standard tells: the tree of a cmi5 course.
    structure: Mapping[str, Any] = field(default_factory=dict)
