"""Who works for one provider finds nothing of another one in Wagtail's admin.

`addresses.py` walks the admin's URL configuration, `table.py` says of every address what it is,
`foreign.py` plants a secret in everything a provider can own. `test_admin_scoping` opens every
address as the people of another provider and reads the answers. An address that the table does
not know fails the tests.
"""
