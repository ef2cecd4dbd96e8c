"""cmi5 courses as learners take them: launch, sessions, waiving, satisfaction."""
