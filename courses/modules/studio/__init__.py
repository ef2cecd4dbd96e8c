"""The authors' studio inside Wagtail's admin: lists, forms, rights, review."""
