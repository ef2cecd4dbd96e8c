"""One message service: kinds, templates, channels, never the same twice."""
