"""Tables of the cooperative: who belongs to it, with how many shares, and who owes what."""

from members.cooperative.models.agreements import Agreement
from members.cooperative.models.charges import Charge
from members.cooperative.models.fees import FeeBracket, FeeSchedule
from members.cooperative.models.membership import Membership, MembershipApplication, Resolution
from members.cooperative.models.shares import SharePayment, ShareTransaction

__all__ = [
    "Agreement",
    "Charge",
    "FeeBracket",
    "FeeSchedule",
    "Membership",
    "MembershipApplication",
    "Resolution",
    "SharePayment",
    "ShareTransaction",
]
