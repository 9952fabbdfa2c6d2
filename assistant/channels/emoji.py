"""Know the emoji that a site counts as one, however many characters they are made of.

X publishes its list with twitter-text: the sequences of Emoji 12. A sequence that is
newer counts there as the sum of its parts in some programs and as one in others, so we
count the sum: a reply may then be a little shorter than it had to be, never too long.
"""

import regex

from assistant.channels.domains import COUNTRY_CODES

_JOIN = "\u200d"
_PICTURE = "\ufe0f"  # asks for the picture, not the sign
_TONE = "[\U0001f3fb-\U0001f3ff]"
_LETTER_A = 0x1F1E6  # the letters that flags are spelled with
_FLAG_CODES = (COUNTRY_CODES - {"an", "su", "tp", "uk"}) | {
    *("cp", "dg", "ea", "ic", "ta", "un", "xk")
}

_TONED = (
    "[☝⛹✊-✍🎅🏂-🏄🏇🏊-🏌👂👃👆-👐👦-👩👫-👮👰-👸👼💁-💃💅-💇💪🕴🕵🕺🖐🖕🖖🙅-🙇🙋-🙏🚣🚴-🚶🛀🛌"
    "🤏🤘-🤜🤞🤟🤦🤰-🤹🤽🤾🦵🦶🦸🦹🦻🧍-🧏🧑-🧝]"
)
_GENDERED = "[⛹🏃🏄🏊-🏌👮👱👳👷💁💂💆💇🕵🙅-🙇🙋🙍🙎🚣🚴-🚶🤦🤷-🤹🤽🤾🦸🦹🧍-🧏🧖-🧝]"
_WORK = f"(?:[🌾🍳🎓🎤🎨🏫🏭💻💼🔧🔬🚀🚒🦯🦰-🦳🦼🦽]|[⚕⚖✈]{_PICTURE}?)"


def _flags() -> str:
    """Return the pairs of letters that are flags, sorted by the first letter."""
    seconds: dict[str, str] = {}
    for code in sorted(_FLAG_CODES):
        first, second = (chr(_LETTER_A + ord(letter) - ord("a")) for letter in code)
        seconds[first] = seconds.get(first, "") + second
    return "|".join(f"{first}[{any_of}]" for first, any_of in seconds.items())


_SEQUENCES = (
    # families, couples, people holding hands
    f"(?:👨{_JOIN}(?:[👨👩]{_JOIN})?|👩{_JOIN}(?:👩{_JOIN})?)"
    f"(?:👦(?:{_JOIN}👦)?|👧(?:{_JOIN}[👦👧])?)",
    f"(?:👨{_JOIN}❤{_PICTURE}?{_JOIN}(?:💋{_JOIN})?👨"
    f"|👩{_JOIN}❤{_PICTURE}?{_JOIN}(?:💋{_JOIN})?[👨👩])",
    f"(?:[👨👩]{_TONE}{_JOIN}🤝{_JOIN}👨{_TONE}|👩{_TONE}{_JOIN}🤝{_JOIN}👩{_TONE}"
    f"|🧑{_TONE}{_JOIN}🤝{_JOIN}🧑{_TONE}|🧑{_JOIN}🤝{_JOIN}🧑)",
    # people at work, people of a gender
    f"[👨👩]{_TONE}?{_JOIN}{_WORK}",
    f"(?:{_GENDERED}{_TONE}?|[⛹🏋🏌🕵]{_PICTURE}|[👯🤼🧞🧟]){_JOIN}[♀♂]{_PICTURE}?",
    # rainbow and pirate flag, service dog, eye in a bubble
    f"🏳{_PICTURE}?{_JOIN}🌈|🏴{_JOIN}☠{_PICTURE}?|🐕{_JOIN}🦺",
    f"👁{_PICTURE}?{_JOIN}🗨{_PICTURE}?",
    # England, Scotland, Wales; the other flags
    "🏴\U000e0067\U000e0062(?:\U000e0065\U000e006e\U000e0067"
    "|\U000e0073\U000e0063\U000e0074|\U000e0077\U000e006c\U000e0073)\U000e007f",
    _flags(),
    # skin tones, keycaps, signs shown as pictures, the two signs that weigh 1 alone
    f"{_TONED}{_TONE}",
    f"[0-9#*]{_PICTURE}?\u20e3",
    rf"[\p{{Emoji}}--\p{{Emoji_Presentation}}--[0-9#*⚧]]{_PICTURE}",
    "[©®]",
)
EMOJI_OF_X = regex.compile("|".join(_SEQUENCES), regex.VERSION1)

GRAPHEME = regex.compile(
    # Flags are taken two letters at a time first: \X alone looks back through all of
    # a row of them at each step.
    r"\p{RI}{2}[\p{GCB=Extend}\p{GCB=SpacingMark}\u200d]*+|\X"
)
_SHOWS_EMOJI = regex.compile(
    r"[\p{Emoji_Presentation}\p{Extended_Pictographic}\p{RI}\u20e3]"
)


def graphemes(text: str) -> list[str]:
    """Cut a text into what a reader calls characters."""
    found: list[str] = GRAPHEME.findall(text)
    return found


def is_emoji(grapheme: str) -> bool:
    """Say whether one character, as a reader sees it, is an emoji."""
    return _SHOWS_EMOJI.search(grapheme) is not None
