"""The platform's side of cmi5: launch, sessions, moveOn; pure, by the numbers of CATAPULT."""
