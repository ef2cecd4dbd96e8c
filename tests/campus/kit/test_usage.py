"""Who is asked what a thing is needed for: each room once, all of them in the order they came."""

from campus.kit.usage import Usage, Use

FIRST, SECOND = Use("Erste Hilfe", "/1/"), Use("Brandschutz", "/2/")


def needs_first(thing):
    return [FIRST] if thing == "Bauhof" else []


def needs_second(thing):
    return [SECOND]


def test_nobody_asked_needs_nothing():
    assert Usage().of("Bauhof") == []


def test_all_are_asked_each_once():
    usage = Usage()
    for asker in (needs_first, needs_second, needs_first):
        usage.register(asker)
    assert usage.of("Bauhof") == [FIRST, SECOND]
    assert usage.of("Amt") == [SECOND]


def test_registers_do_not_mix():
    one, other = Usage(), Usage()
    one.register(needs_second)
    assert other.of("Bauhof") == []
