"""Deeds of the cooperative."""

from members.cooperative.services.agreements import AgreementTerms, agree
from members.cooperative.services.charges import record_charge, reverse_charge
from members.cooperative.services.decisions import (
    decide_admission,
    decide_further_shares,
    decide_refusal,
    decide_schedule,
)
from members.cooperative.services.fees import (
    BracketData,
    ContributionRun,
    activate_schedule,
    change_draft,
    charge_contribution,
    charge_contributions,
    copy_schedule,
    draft_schedule,
)
from members.cooperative.services.membership import (
    Applicant,
    Declaration,
    admit,
    apply_for_membership,
    close_ended_memberships,
    declaration_text,
    give_notice,
    record_resolution,
    refuse,
)
from members.cooperative.services.shares import (
    record_share_payment,
    reverse_share_payment,
    take_further_shares,
)

__all__ = [
    "AgreementTerms",
    "Applicant",
    "BracketData",
    "ContributionRun",
    "Declaration",
    "activate_schedule",
    "admit",
    "agree",
    "apply_for_membership",
    "change_draft",
    "charge_contribution",
    "charge_contributions",
    "close_ended_memberships",
    "copy_schedule",
    "decide_admission",
    "decide_further_shares",
    "decide_refusal",
    "decide_schedule",
    "declaration_text",
    "draft_schedule",
    "give_notice",
    "record_charge",
    "record_resolution",
    "record_share_payment",
    "refuse",
    "reverse_charge",
    "reverse_share_payment",
    "take_further_shares",
]
