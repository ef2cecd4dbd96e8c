"""The smallest films and sounds that are whole."""


def box(name, content=b""):
    """Return a box of an ISO base media file."""
    return (8 + len(content)).to_bytes(4) + name + content


def mp4(size=0):
    """Return an MP4 with so many bytes of picture."""
    return (
        box(b"ftyp", b"isom\x00\x00\x02\x00isommp41") + box(b"moov") + box(b"mdat", b"\x07" * size)
    )


def webm(size=0, *, live=False):
    """Return a WebM; one that was sent live does not know its length."""
    length = b"\x01" + b"\xff" * 7 if live else b"\x01" + size.to_bytes(7)
    return b"\x1a\x45\xdf\xa3\x84webm" + b"\x18\x53\x80\x67" + length + b"\x07" * size


def ogg(pages=1):
    """Return pages of Ogg with three bytes of sound each."""
    page = b"OggS\x00\x04" + b"\x00" * 20 + b"\x02\x01\x02" + b"abc"
    return page * pages
