"""Why the record store says no."""

from django.utils.translation import gettext_lazy as _

from campus.kit.errors import DomainError
from courses.xapi.core.violations import Violation


class InvalidStatement(DomainError):
    """A statement breaks a requirement; `path` says where, `reason` which."""

    code = "invalid_statement"
    message = _("The statement was not stored. %(path)s: %(reason)s")
    status = 400

    @property
    def path(self) -> str:
        """Return where in the batch the fault is."""
        return str(self.values["path"])

    @classmethod
    def from_violation(cls, violation: Violation, prefix: str = "") -> "InvalidStatement":
        """Return the error for a violated clause, with its place in the batch before the path."""
        clause = f" (xAPI {violation.clause})" if violation.clause else ""
        return cls(path=prefix + violation.path, reason=violation.reason + clause)


class StatementConflict(DomainError):
    """Another statement is stored under the same id."""

    code = "statement_conflict"
    message = _(
        "Nothing was stored: a different statement already exists under the id %(statement_id)s. "
        "Send it under a new id."
    )


class StatementRefused(DomainError):
    """The statement is well formed, but this sender may not make it."""

    code = "statement_refused"
    message = _("The statement was not stored. %(reason)s")
    status = 403


class VoidingRefused(DomainError):
    """Only the authority behind a statement, or one that may do all, may void it."""

    code = "voiding_refused"
    message = _("Statements of another authority can be voided only with the scope “all”.")
    status = 403


class UnknownScope(DomainError):
    """A client was to get a scope that does not exist."""

    code = "unknown_scope"
    message = _("“%(scope)s” is no scope. Choose from: %(known)s.")
    status = 400
