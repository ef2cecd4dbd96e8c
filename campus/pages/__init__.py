"""Public pages: home, standard pages, accessibility statement, feedback."""
