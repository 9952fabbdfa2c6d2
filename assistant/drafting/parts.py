"""What every text of ours has around its body: greeting, sign-off, house words."""

from collections.abc import Iterator

from assistant.library import Texts
from assistant.schema import Message, Sentence, Tone

GREETING_DROP = 3
SIGN_OFF_DROP = 1


def sign_off(
    message: Message, values: dict[str, str], texts: Texts
) -> Iterator[Sentence]:
    """Yield the name that a text ends with, where the channel has one."""
    signed = texts.voices[message.channel.form].sign_off.render(values)
    if signed and message.channel.signed:
        yield Sentence(signed, role="sign_off", drop=SIGN_OFF_DROP)


def greeting(message: Message, tone: Tone, values: dict[str, str], texts: Texts) -> str:
    """Return how a text begins; a further reply in a thread greets nobody."""
    if any(turn.role == "agent" for turn in message.thread):
        return ""
    voice = texts.voices[message.channel.form]
    return voice.greeting[tone].render(values) or voice.nameless[tone]


def in_house_words(text: str, message: Message) -> str:
    """Return a text with the brand's own words in place of ours."""
    for word, ours in message.brand.house_words.items():
        text = text.replace(word, ours)
    return text
