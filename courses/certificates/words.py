"""How a document is put into words, the same for its holder and for those who check it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from courses.certificates.badges.issuer import address
from courses.certificates.states import Validity

if TYPE_CHECKING:
    from courses.certificates.models import Certificate

WORDS: dict[Validity, str | Promise] = {
    Validity.VALID: _("valid"),
    Validity.EXPIRED: _("expired"),
    Validity.RENEWED: _("renewed"),
    Validity.CORRECTED: _("corrected"),
    Validity.REVOKED: _("revoked"),
}
TONES = {
    Validity.VALID: "success",
    Validity.EXPIRED: "warning",
    Validity.RENEWED: "info",
    Validity.CORRECTED: "warning",
    Validity.REVOKED: "danger",
}
SENTENCES: dict[Validity, str | Promise] = {
    Validity.VALID: _("This certificate is genuine and valid"),
    Validity.EXPIRED: _("This certificate is genuine but has expired"),
    Validity.RENEWED: _("This certificate is genuine; a newer one has taken its place"),
    Validity.CORRECTED: _("This certificate has been replaced by a corrected one"),
    Validity.REVOKED: _("This certificate has been revoked"),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A document with the words of its state."""

    certificate: "Certificate"
    validity: Validity
    # The better result, in per cent, for which it may be renewed; None where there is none.
    better: int | None = None

    @property
    def word(self) -> str | Promise:
        """Return the state in a word."""
        return WORDS[self.validity]

    @property
    def tone(self) -> str:
        """Return the colour that goes with the word."""
        return TONES[self.validity]

    @property
    def sentence(self) -> str | Promise:
        """Return the state as a whole sentence."""
        return SENTENCES[self.validity]

    @property
    def is_handed_out(self) -> bool:
        """Tell whether there is still a PDF and a badge: expired ones remain a memory."""
        return self.validity in (Validity.VALID, Validity.EXPIRED)

    @property
    def is_valid(self) -> bool:
        """Tell whether it can be shown as proof."""
        return self.validity is Validity.VALID

    @property
    def successor_number(self) -> str:
        """Return by which number it was replaced."""
        if self.validity not in (Validity.CORRECTED, Validity.RENEWED):
            return ""
        return str(self.certificate.successor.number)

    @property
    def successor_sentence(self) -> str | Promise:
        """Say what the one that took its place is; its number follows."""
        if self.validity is Validity.RENEWED:
            return _("It states a better result and is the valid one:")
        return _("Only the corrected certificate is valid:")

    @property
    def share_address(self) -> str:
        """Return the address that shows the name, if the holder has made one."""
        code = self.certificate.share_code
        return f"{address('verify', self.certificate.number)}?zeigen={code}" if code else ""

    @property
    def verification_address(self) -> str:
        """Return the address at which anybody can check it."""
        return address("verify", self.certificate.number)

    @property
    def pdf(self) -> str:
        """Return where the holder gets the PDF."""
        return reverse("certificates:pdf", args=[self.certificate.number])

    @property
    def has_score(self) -> bool:
        """Tell whether the holder may have the score printed."""
        return self.certificate.score_scaled is not None


def shown(certificate: "Certificate", better: int | None = None) -> Shown:
    """Put a document into words."""
    return Shown(certificate, certificate.validity, better)
