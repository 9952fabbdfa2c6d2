"""The channels that ship are sound, and a mistake in one is named with its line."""

from pathlib import Path

import pytest

from assistant.channels import FORBIDDABLE, count, find_channel, fits, load_channels
from assistant.errors import LibraryError, Mistake, UnknownChannel
from assistant.schema import Channel, Fact, Handoff

FOLDER = Path(__file__).parent.parent / "templates" / "channels"
CHANNELS = load_channels(FOLDER)
GOOD = """\
name: Pinboard
aliases: [pins]
limit: 200
unit: code_points
public: true
form: post
handoffs: [email]
first_response_minutes: 60
facts:
  - what: A note has 200 characters.
    source: Pinboard help
    verified: true
"""

each_channel = pytest.mark.parametrize("channel", CHANNELS.values(), ids=CHANNELS)


@each_channel
def test_channels_have_a_source_for_every_fact(channel):
    assert channel.facts
    assert all(fact.what.strip() and fact.source.strip() for fact in channel.facts)


@each_channel
def test_channels_state_their_limits_among_the_facts(channel):
    facts = " ".join(fact.what for fact in channel.facts)
    stated = [channel.limit, channel.byte_limit, channel.first_response_minutes]
    if channel.dm_window_minutes:
        hours = channel.dm_window_minutes // 60
        assert f"{hours} hours" in facts or f"{hours // 24} days" in facts
    assert [n for n in stated if n and f"{n:,}" not in facts] == []


@each_channel
def test_channels_take_a_short_answer(channel):
    assert fits("We're sorry, Dana. Please tell us more.", channel)


@each_channel
def test_channels_that_are_private_hand_on_to_no_private_message(channel):
    assert channel.public or Handoff.DM not in channel.handoffs


@each_channel
def test_channels_are_found_by_each_of_their_names(channel):
    for name in (channel.key, *channel.aliases):
        written = name.replace("_", "-").upper()
        assert find_channel(name, CHANNELS) is channel
        assert find_channel(written, CHANNELS) is channel
        assert find_channel(name.replace("_", " "), CHANNELS) is channel


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("twitter", "x"),
        ("facebook", "facebook"),
        ("Facebook comment", "facebook"),
        ("instagram-comment", "instagram"),
        ("Google Reviews", "google_reviews"),
        ("google_review", "google_reviews"),
        ("App Store", "app_store"),
        ("web_chat", "livechat"),
        ("live chat", "livechat"),
        ("DM", "dm"),
        ("e-mail", "email"),
        ("community", "own_forum"),
        ("Trip Advisor", "tripadvisor"),
    ],
)
def test_channels_have_the_names_that_people_use(name, key):
    assert find_channel(name, CHANNELS).key == key


@pytest.mark.parametrize(
    ("name", "nearest"),
    [
        ("twiter", "twitter"),
        ("whatsap", "whatsapp"),
        ("google reveiws", "google_reviews"),
    ],
)
def test_channels_answer_an_unknown_name_with_the_nearest(name, nearest):
    with pytest.raises(UnknownChannel) as caught:
        find_channel(name, CHANNELS)
    assert caught.value.nearest[0] == nearest
    assert len(caught.value.nearest) == 3


@pytest.mark.parametrize("name", ["", "phone", "x" * 20_000, "🙂", "x\n"])
def test_channels_take_any_name(name):
    if name.strip() == "x":
        assert find_channel(name, CHANNELS).key == "x"
        return
    with pytest.raises(UnknownChannel) as caught:
        find_channel(name, CHANNELS)
    assert len(str(caught.value)) < 200


def test_channels_say_what_cannot_be_done_from_them():
    from_where = {
        key: CHANNELS[key].handoffs for key in ("google_reviews", "instagram", "email")
    }
    phone, email, person = Handoff.PHONE, Handoff.EMAIL, Handoff.IN_PERSON
    assert from_where == {
        "google_reviews": (phone, email, person),
        "instagram": (Handoff.DM, phone, email, person),
        "email": (phone, person),
    }


@pytest.mark.parametrize(
    ("key", "started_by", "minutes", "messages"),
    [
        ("facebook", "either", 7 * 24 * 60, 1),
        ("instagram", "either", 7 * 24 * 60, 1),
        ("messenger", "customer", 24 * 60, None),
        ("whatsapp", "customer", 24 * 60, None),
        ("tiktok", "customer", 48 * 60, None),
        ("x", "customer", None, None),
        ("mastodon", "either", None, None),
    ],
)
def test_channels_know_the_windows_of_private_messages(
    key, started_by, minutes, messages
):
    channel = CHANNELS[key]
    window = (channel.dm_started_by, channel.dm_window_minutes, channel.dm_messages)
    assert window == (started_by, minutes, messages)


@pytest.mark.parametrize(
    ("key", "text", "limit"),
    [
        ("x", "日" * 140, 280),
        ("x_long", "a" * 25_000, 25_000),
        ("instagram_dm", "é" * 500, 1000),
        ("tiktok", "😀" * 75, 150),
        ("google_reviews", "日" * 1365 + "a", 4096),
        ("google_play", "a" * 350, 350),
        ("app_store", "a" * 5970, 5970),
        ("bluesky_dm", "é" * 1000, 1000),
        ("threads", "😀" * 125, 500),
        ("sms", "€" * 80, 160),
        ("dm", "é" * 475, 950),
    ],
)
def test_channels_are_full_at_their_limit(key, text, limit):
    channel = CHANNELS[key]
    assert (count(text, channel).count, limit) == (limit, channel.limit)
    assert fits(text, channel)
    assert not fits(text + "a", channel)


def test_channels_leave_names_out_on_tripadvisor():
    channel = CHANNELS["tripadvisor"]
    assert not channel.signed
    assert {"names", "quotes", "promotion"} <= set(channel.forbids)


def test_channels_can_be_moderated_only_where_owned():
    assert [key for key, one in CHANNELS.items() if one.owned] == ["blog", "own_forum"]


def test_load_channels_reads_a_file(tmp_path):
    (tmp_path / "pinboard.yml").write_text(GOOD)
    assert load_channels(tmp_path) == {
        "pinboard": Channel(
            key="pinboard",
            name="Pinboard",
            aliases=("pins",),
            limit=200,
            unit="code_points",
            public=True,
            form="post",
            handoffs=(Handoff.EMAIL,),
            first_response_minutes=60,
            facts=(Fact("A note has 200 characters.", "Pinboard help", verified=True),),
        )
    }


@pytest.mark.parametrize(
    ("right", "wrong", "line", "problem"),
    [
        (
            "unit: code_points",
            "unit: letters",
            4,
            "unit: is 'letters'; use one of weighted, graphemes, code_points, utf16, "
            "bytes, septets, none",
        ),
        (
            "limit: 200",
            'limit: "200"',
            3,
            "limit: is '200'; write a whole number",
        ),
        ("limit: 200", "limit: 0", 3, "limit: input should be greater than 0 (is 0)"),
        (
            "limit: 200",
            "limit: null",
            3,
            "limit: is null where unit is none, and only there",
        ),
        (
            "public: true",
            "public: yes",
            5,
            "public: is 'yes'; write true or false",
        ),
        ("form: post", "fom: post", 6, "fom: did you mean form?"),
        ("    source: Pinboard help\n", "", 10, "facts.0.source: is missing"),
        (
            "    source: Pinboard help",
            "    source: ''",
            11,
            "facts.0.source: string should have at least 1 character (is '')",
        ),
        (
            "handoffs: [email]",
            "handoffs: [pigeon]",
            7,
            "handoffs.0: is 'pigeon'; use one of dm, phone, email, in_person",
        ),
        (
            "form: post",
            "form: post\nforbids: [jokes]",
            7,
            f"forbids: 'jokes' is not checked; use some of {', '.join(FORBIDDABLE)}",
        ),
        (
            "unit: code_points",
            "unit: bytes\nemoji_as_bytes: true",
            5,
            "emoji_as_bytes: needs unit code_points",
        ),
        ("form: post", "form: post\nform: chat", 7, "form: stands here twice"),
    ],
)
def test_load_channels_names_a_mistake(tmp_path, right, wrong, line, problem):
    path = tmp_path / "pinboard.yml"
    path.write_text(GOOD.replace(right, wrong))
    with pytest.raises(LibraryError) as caught:
        load_channels(tmp_path)
    assert Mistake(path, line, problem) in caught.value.mistakes


def test_load_channels_names_every_mistake_at_once(tmp_path):
    (tmp_path / "Pin Board.yml").write_text(GOOD)
    (tmp_path / "corkboard.yml").write_text(GOOD.replace("limit: 200", "limit: many"))
    (tmp_path / "one.yml").write_text(GOOD)
    (tmp_path / "two.yml").write_text(GOOD.replace("[pins]", "[board, One]"))
    with pytest.raises(LibraryError) as caught:
        load_channels(tmp_path)
    assert [(m.path.name, m.line, m.problem) for m in caught.value.mistakes] == [
        ("Pin Board.yml", 1, "a channel file is named in small letters, digits and _"),
        ("corkboard.yml", 3, "limit: is 'many'; write a whole number"),
        ("two.yml", 2, "'One' is also one"),
    ]


def test_load_channels_wants_a_channel(tmp_path):
    with pytest.raises(LibraryError, match="holds no channel"):
        load_channels(tmp_path)
