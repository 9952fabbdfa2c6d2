"""The brand file: whose voice answers, and what a reply of theirs may state."""

from pathlib import Path

from assistant.errors import BrandError
from assistant.library.border import Border, read_document
from assistant.library.yaml_files import YamlMistake, read_yaml
from assistant.schema import Brand, Tone

_HANDOFFS = ("dm", "phone", "email", "in_person")


class BrandFile(Border):
    """The border shape of a brand, in files and in JSON."""

    name: str = ""
    contacts: list[str] = []
    sign_off: str = ""
    handoffs: dict[str, str | dict[str, str]] = {}
    tones: list[Tone] = list(Tone)
    status_page: str = ""
    house_words: dict[str, str] = {}
    facts: dict[str, str] = {}

    def to_brand(self) -> Brand:
        """Return the record that the flow works with."""
        handoffs = {
            name: {"default": to} if isinstance(to, str) else dict(to)
            for name, to in self.handoffs.items()
            if name in _HANDOFFS
        }
        return Brand(
            name=self.name,
            contacts=tuple(self.contacts),
            sign_off=self.sign_off,
            handoffs=handoffs,
            tones=tuple(self.tones) or tuple(Tone),
            status_page=self.status_page,
            house_words=dict(self.house_words),
            facts=dict(self.facts),
        )


def load_brand(path: Path) -> Brand:
    """Read a brand file.

    Raises BrandError with every mistake in it.
    """
    try:
        document = read_yaml(path)
    except YamlMistake as error:
        raise BrandError([error.mistake]) from error
    content, mistakes = read_document(document, BrandFile)
    if content is None:
        raise BrandError(mistakes)
    return content.to_brand()
