"""The rules of cmi5 for the platform's side: launch, sessions, moveOn; pure, by requirement."""
