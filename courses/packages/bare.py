"""A bare cmi5.xml: put into an archive, so that it is examined and kept like every package."""

import io
import zipfile
from typing import IO

from courses.packages.reading.archive import CHUNK
from courses.packages.reading.cmi5 import NAME, course_of
from courses.packages.reading.shapes import PackageFault, Refusal
from courses.packages.reading.xml import LARGEST

BEGINNINGS = (b"<?xml", b"<courseStructure", b"<!--")
BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def as_archive(stream: IO[bytes]) -> IO[bytes]:
    """Return the upload itself, or a course structure as the only file of an archive.

    Raises PackageFault for a structure that could not stand alone.
    """
    stream.seek(0)
    start = stream.read(CHUNK).removeprefix(BYTE_ORDER_MARK).lstrip()
    stream.seek(0)
    if not start.startswith(BEGINNINGS):
        return stream
    data = stream.read(LARGEST + 1).removeprefix(BYTE_ORDER_MARK)
    if len(data) > LARGEST:
        raise PackageFault(Refusal.BROKEN_MANIFEST, name=NAME)
    course_of(data)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(NAME, data)
    packed.seek(0)
    return packed
