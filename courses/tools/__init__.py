"""Tools on other sites, such as a university's Moodle: registration, approval, what they hold."""
