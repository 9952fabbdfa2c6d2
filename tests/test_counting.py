"""A text is as long as its channel says it is."""

import pytest
import regex
from counting_kit import BLUESKY, FAMILY, MASTODON, SMS, THREADS, X, channel
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.channels import count, fits, part_limit, room
from assistant.channels.emoji import graphemes
from assistant.schema import Length


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Sorry", 5),
        ("cafe\u0301", 4),
        (FAMILY, 1),
        ("🇬🇧🇮🇪🇫🇷", 3),
        ("🇬🇧🇮", 2),
        ("क्षि", 1),
        ("🇬🇧\u0301", 1),
        ("각", 1),
        ("\r\n", 1),
        ("お待たせ", 4),
        ("https://example.com/a/long/path/that/counts/whole", 49),
    ],
)
def test_counting_takes_what_readers_see_for_bluesky(text, number):
    assert count(text, channel("graphemes", 300)) == Length(number, 300, "graphemes")


@settings(max_examples=200, deadline=None)
@given(
    text=st.text(
        st.sampled_from("a \r\né\u0301\u0903\u200d\ufe0f\u0600🇬🇧🇮👍🏽👩❤कᄀ각ᆨ日"),
        max_size=12,
    )
)
def test_counting_cuts_graphemes_where_unicode_does(text):
    assert graphemes(text) == regex.findall(r"\X", text)


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("a" * 300, Length(300, 300, "graphemes")),
        (FAMILY * 120, Length(3000, 3000, "bytes")),
        (FAMILY * 121, Length(3025, 3000, "bytes")),
        (FAMILY * 301, Length(7525, 3000, "bytes")),
        ("日" * 300, Length(300, 300, "graphemes")),
    ],
)
def test_counting_reports_the_stricter_of_two_limits(text, length):
    assert count(text, BLUESKY) == length


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("See https://example.com/a/very/long/path/indeed", 27),
        ("See http://example.com.", 28),
        ("See example.com", 15),
        ("https://parcels.example/track/12345/67890", 23),
        ("http://localhost, or not", 31),
        ("@dana@mastodon.social Sorry!", 12),
        ("@dana.l@mastodon.social and @ben", 16),
        ("@dana Sorry!", 12),
        ("dana@example.com", 16),
        ("https://mastodon.social/@dana@example.com", 23),
        (FAMILY, 1),
    ],
)
def test_counting_shortens_links_and_far_handles_for_mastodon(text, number):
    assert count(text, MASTODON) == Length(number, 500, "graphemes")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Sorry, Dana.", 12),
        ("cafe\u0301", 5),
        ("お待たせ", 4),
        ("😀", 4),
        (FAMILY, 25),
        ("🇬🇧", 8),
        ("❤️", 6),
        ("1️⃣", 7),
        ("1 of 2", 6),
    ],
)
def test_counting_takes_an_emoji_by_its_bytes_for_threads(text, number):
    assert count(text, THREADS) == Length(number, 500, "code_points")


@pytest.mark.parametrize(
    ("unit", "number"),
    [("code_points", 11), ("utf16", 15), ("bytes", 32), ("none", 11)],
)
def test_counting_knows_the_plain_units(unit, number):
    assert count(f"né日 {FAMILY}", channel(unit)).count == number


@pytest.mark.parametrize(
    ("one", "on"),
    [
        ("a", X),
        ("日本", X),
        ("a", BLUESKY),
        ("e\u0301", BLUESKY),
        ("a", MASTODON),
        ("a", THREADS),
        ("😀", THREADS),
        ("a", channel("code_points", 350)),
        ("😀", channel("utf16", 2000)),
        ("é", channel("bytes", 4096)),
        ("€", SMS),
    ],
)
def test_counting_fits_at_the_limit_and_not_one_over(one, on):
    times = on.limit // count(one, on).count
    full = one * times
    assert (count(full, on).count, fits(full, on)) == (on.limit, True)
    assert not fits(full + "a", on)
    assert (room(full, on), room(full + "a", on)) == (0, -1)


def test_counting_leaves_room_everywhere_without_a_limit():
    letter = channel("none", None)
    assert fits("a" * 100_000, letter)
    assert room("a", letter) is None
    assert part_limit(letter, 3) is None


def test_counting_keeps_room_for_the_counter_of_a_thread():
    assert part_limit(X, 3) == 280 - len(" 3/3")
    assert part_limit(X, 12) == 280 - len(" 12/12")
