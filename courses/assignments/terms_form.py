"""The form of an obligation, open to rooms above that ask for several things on the same terms."""

from courses.assignments.forms import ObligationForm
from courses.assignments.forms_of_proofs import AcceptedProofs

__all__ = ["AcceptedProofs", "ObligationForm"]
