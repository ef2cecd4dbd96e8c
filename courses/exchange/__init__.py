"""Exchange of modules with other platforms: export, feed of the catalogue, external modules."""
