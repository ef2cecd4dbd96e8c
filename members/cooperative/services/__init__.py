"""Deeds of the cooperative."""

from members.cooperative.services.charges import record_charge, reverse_charge

__all__ = ["record_charge", "reverse_charge"]
