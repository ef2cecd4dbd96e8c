"""E-mail addresses and headers; sending itself belongs to members.messages."""


def one_line(text: str) -> str:
    """Return the text without line breaks, fit for a mail header."""
    return " ".join(text.split())
