"""The letter of a draft, for looking at."""

from campus.kit import dates
from members.billing.models import Invoice
from members.billing.selectors import seller
from members.billing.services.documents import make_letter
from members.billing.services.snapshots import data_of, snapshot_of


def preview_pdf(invoice: Invoice) -> bytes:
    """Return the letter as it would be issued today, without a number and marked as a draft."""
    snapshot = snapshot_of(invoice, seller(), dates.today())
    extra = {name: str(snapshot.seller.get(name, "")) for name in ("court", "bank")}
    return make_letter(data_of(invoice, snapshot), extra, at=dates.now(), is_draft=True)
