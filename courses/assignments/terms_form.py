"""The form of an obligation, open to rooms above that ask for several things on the same terms."""

from courses.assignments.forms import ObligationForm

__all__ = ["ObligationForm"]
