"""The Experience API's rules on statements: pure functions, usable without Django."""
