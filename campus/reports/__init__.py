"""Board and member reports: the only room that sees both learning and money, and only aggregated."""
