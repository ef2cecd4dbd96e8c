"""The board's report: the only room that sees both learning and money, and only aggregated."""
