"""Links are found without the punctuation around them."""

import pytest

from assistant.channels.links import find_links


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("Write to example.com/help, please.", ["example.com/help"]),
        ("http://example.com:8080/a-b_(c)!", ["http://example.com:8080/a-b_(c)"]),
        ("https://example.com/?q=1&r=2.", ["https://example.com/?q=1&r=2"]),
        ("a.com,b.org;c.net", ["a.com", "b.org", "c.net"]),
        ("HTTPS://EXAMPLE.COM", ["HTTPS://EXAMPLE.COM"]),
        ("Open 9.30 to 5.30, e.g. on Mon.", []),
        ("me@example.com", []),
        ("-example.com", []),
        ("@example.com", []),
        ("example.comx", []),
        ("http://" + "a" * 64 + ".com", []),
    ],
)
def test_links_are_found_without_the_punctuation_around_them(text, links):
    assert [text[link.start : link.end] for link in find_links(text)] == links


def test_links_can_be_only_those_with_a_scheme():
    text = "example.com or https://example.org"
    assert [link.start for link in find_links(text, bare=False)] == [15]
