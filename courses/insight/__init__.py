"""How modules are learnt, for those who write them: aggregated, never about a person."""
