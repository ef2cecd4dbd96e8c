"""The Django project: settings, addresses and the wiring of the rooms; imported by nobody."""
