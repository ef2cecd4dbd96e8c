"""What an uploaded film, sound or caption file really is, told by its first bytes; pure."""

HEAD = 64
CAPTION_HEAD = "WEBVTT"
BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def media_type(head: bytes) -> str:
    """Return "mp4", "webm", "mp3" or "ogg" by the file's first bytes, or "" for anything else.

    ISO base media files (mp4, m4a) carry `ftyp` at byte 4, WebM begins with the EBML mark, MP3 with
    an ID3 tag or a frame's sync bits, Ogg with its capture pattern.
    """
    if head[4:8] == b"ftyp":
        return "mp4"
    if head.startswith(b"\x1a\x45\xdf\xa3"):
        return "webm"
    if head.startswith(b"OggS"):
        return "ogg"
    is_frame = len(head) > 1 and head[0] == 0xFF and head[1] & 0xE0 == 0xE0
    return "mp3" if head.startswith(b"ID3") or is_frame else ""


def is_captions(head: bytes) -> bool:
    """Tell whether a file begins as WebVTT demands: its name, then nothing or white space."""
    first = head.removeprefix(BYTE_ORDER_MARK)[: len(CAPTION_HEAD) + 1]
    name, rest = first[: len(CAPTION_HEAD)], first[len(CAPTION_HEAD) :]
    return name == CAPTION_HEAD.encode() and rest in (b"", b" ", b"\t", b"\n", b"\r")
