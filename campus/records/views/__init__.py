"""Views of the record store's pages in Wagtail's admin."""
