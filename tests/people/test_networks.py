"""Whom an address stands for."""

from paht.people.networks import network_of


def test_a_household_or_a_telephone_is_one_whatever_part_of_its_network_it_comes_from() -> None:
    assert network_of("2001:db8:1:2::7") == network_of("2001:db8:1:2:ffff::1") == "2001:db8:1:2::/64"
    assert network_of("2001:db8:1:2::1") != network_of("2001:db8:1:3::1")


def test_an_address_of_the_old_kind_is_the_same_however_it_is_written() -> None:
    assert network_of("::ffff:203.0.113.7") == network_of("203.0.113.7") == "203.0.113.7"
    assert network_of("203.0.113.7") != network_of("203.0.113.8")


def test_what_is_no_address_is_one_unknown() -> None:
    assert network_of("nonsense") == network_of("") == "unknown"
