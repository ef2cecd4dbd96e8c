"""The moves of a version: the staff council decides once."""

from campus.kit.states import StateTable

MOVES = StateTable({"proposed": {"agreed", "declined"}, "agreed": set(), "declined": set()})
