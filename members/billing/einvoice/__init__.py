"""The electronic invoice: pure data, XRechnung in both syntaxes, checks and the rules' process."""
