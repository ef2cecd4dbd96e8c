"""Every address has a row, and every row an address."""

from collections import Counter

from tests.architecture.permission_matrix.addresses import Address, all_addresses
from tests.architecture.permission_matrix.rows import all_prefixes, all_rows


def is_covered(address: Address, keys: set[str]) -> bool:
    """Tell whether a row or, for foreign views, a prefix speaks for the address."""
    if address.key in keys:
        return True
    routes = tuple(prefix.route for prefix in all_prefixes())
    return not address.is_ours and address.route.startswith(routes)


def test_every_address_has_a_row() -> None:
    keys = {row.key for row in all_rows()}
    missing = [
        f"{address.key} ({address.route})"
        for address in all_addresses()
        if not is_covered(address, keys)
    ]
    assert not missing, "\n".join(missing)


def test_every_row_has_an_address() -> None:
    keys = {address.key for address in all_addresses()}
    assert [row.key for row in all_rows() if row.key not in keys] == []


def test_prefixes_speak_for_installed_packages_only_and_say_why() -> None:
    for prefix in all_prefixes():
        assert len(prefix.reason.split()) > 5, prefix.route
        assert any(address.route.startswith(prefix.route) for address in all_addresses())


def test_rows_with_the_same_key_differ() -> None:
    seen = Counter(row.title for row in all_rows())
    assert [key for key, count in seen.items() if count > 1] == []
