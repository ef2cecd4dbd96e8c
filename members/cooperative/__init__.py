"""Membership, shares, register, resolutions, fee schedule, Charge ledger."""
