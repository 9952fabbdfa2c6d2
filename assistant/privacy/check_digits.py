"""Check digits: what tells a card or an identity number from any other number."""

from importlib import import_module


def passes_luhn(digits: str) -> bool:
    """Say whether the last digit fits the others, as on cards and phones."""
    total = 0
    for position, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + position % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def is_valid_id(scheme: str, written: str) -> bool:
    """Say whether a number is valid in a scheme such as `es.dni` or `iban`.

    The schemes are loaded when first asked for: they cost more than the rest of
    this room together.
    """
    module = import_module(f"stdnum.{scheme}")
    return bool(module.is_valid(written))
