"""What is wrong with a statement, where, and by which clause of the specification."""


class Violation(ValueError):
    """A requirement of the Experience API is not met."""

    def __init__(self, path: str, reason: str, clause: str = "") -> None:
        self.path = path or "statement"
        self.reason = reason
        self.clause = clause
        super().__init__(reason)

    def __str__(self) -> str:
        clause = f" (xAPI {self.clause})" if self.clause else ""
        return f"{self.path}: {self.reason}{clause}"
