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


class AgentRefused(DomainError):
    """The client may not name this agent, or not so."""

    code = "agent_refused"
    message = _("The agent was not accepted. %(reason)s")
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


class TokenRefused(DomainError):
    """A learner's token was to reach further than one may."""

    code = "token_refused"
    message = _("No token was given out. %(reason)s")
    status = 400


class BadRate(DomainError):
    """A limit of requests that no client could keep."""

    code = "bad_rate"
    message = _("Enter a whole number of requests a minute, from 1 to %(most)s.")
    status = 400


class ErasureRefused(DomainError):
    """What was asked for cannot be erased, or not now."""

    code = "erasure_refused"
    message = _("Nothing was erased. %(reason)s")
    status = 400


class BadRequest(DomainError):
    """The request itself is not understood."""

    code = "bad_request"
    message = _("The request was not understood: %(reason)s")
    status = 400


class NotSignedIn(DomainError):
    """Credentials are missing or refused."""

    code = "not_signed_in"
    message = _("Send valid credentials of an xAPI client with Basic or Bearer authorisation.")
    status = 401


class TooManyAttempts(DomainError):
    """Too many refused credentials from one address."""

    code = "too_many_attempts"
    message = _("Too many refused credentials came from your address. Try again in a minute.")
    status = 429


class TooManyRequests(DomainError):
    """The client has used up what it may ask for in this minute."""

    code = "too_many_requests"
    message = _(
        "This client may send %(rate)s requests a minute. Try again in %(retry_after)s seconds."
    )
    status = 429


class ScopeMissing(DomainError):
    """The client has no scope for this."""

    code = "scope_missing"
    message = _("This client may not do that; it needs the scope “%(scope)s”.")
    status = 403


class OutOfBounds(DomainError):
    """The credential was given out for another actor or registration."""

    code = "out_of_bounds"
    message = _("This credential was given out for another actor or registration.")
    status = 403


class ForeignDocument(DomainError):
    """A document of another authority would be changed."""

    code = "foreign_document"
    message = _("Another client keeps a document here; only the scope “all” allows to change it.")
    status = 403


class NotFound(DomainError):
    """What was asked for is not here, or not for this client."""

    code = "not_found"
    message = _("There is nothing stored under this address.")
    status = 404


class MethodNotAllowed(DomainError):
    """The resource does not know the method."""

    code = "method_not_allowed"
    message = _("This resource does not know the method %(method)s.")
    status = 405


class TooLarge(DomainError):
    """The request is larger than the store accepts."""

    code = "too_large"
    message = _("The request is larger than the %(limit)s bytes this store accepts.")
    status = 413


class BatchTooLarge(DomainError):
    """A batch has more statements than one transaction should hold."""

    code = "batch_too_large"
    message = _("Nothing was stored: send at most %(limit)s statements at once.")
    status = 413


class DocumentConflict(DomainError):
    """A document would be overwritten unseen."""

    code = "document_conflict"
    message = _(
        "A document already exists here. Check its current state and send its ETag in If-Match "
        "to replace it."
    )


class PreconditionFailed(DomainError):
    """The document is not the one the client has seen."""

    code = "precondition_failed"
    message = _("The document has changed since you read it. Fetch it again before you write.")
    status = 412


class PreconditionRequired(DomainError):
    """A profile may be put only with a precondition (xAPI 1.0.3)."""

    code = "precondition_required"
    message = _("Send If-Match or If-None-Match with a PUT of a profile.")
    status = 400
