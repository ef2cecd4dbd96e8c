"""Teaching packages made elsewhere: SCORM, cmi5, H5P and web pages, examined before they count."""
