"""A text message is counted in its alphabet, and in as many parts as others split it."""

import gsm0338
import pytest
import smsutil
from counting_kit import SMS
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.channels import SmsCount, count, fits, sms_parts
from assistant.schema import Length


@pytest.mark.parametrize(
    ("text", "sms"),
    [
        ("", SmsCount("gsm7", 0, 1)),
        ("a" * 160, SmsCount("gsm7", 160, 1)),
        ("a" * 161, SmsCount("gsm7", 161, 2)),
        ("a" * 306, SmsCount("gsm7", 306, 2)),
        ("a" * 307, SmsCount("gsm7", 307, 3)),
        ("€" * 80, SmsCount("gsm7", 160, 1)),
        ("€" * 81, SmsCount("gsm7", 162, 2)),
        ("a" * 152 + "€" * 77, SmsCount("gsm7", 306, 3)),
        ("Ça coûte 5 €", SmsCount("ucs2", 12, 1)),
        ("È già qui", SmsCount("ucs2", 9, 1)),
        ("Où est-il ? Là.", SmsCount("gsm7", 15, 1)),
        ("it’s late", SmsCount("ucs2", 9, 1)),
        ("日" * 70, SmsCount("ucs2", 70, 1)),
        ("日" * 71, SmsCount("ucs2", 71, 2)),
        ("😀" * 35, SmsCount("ucs2", 70, 1)),
        ("😀" * 36, SmsCount("ucs2", 72, 2)),
        ("a" * 66 + "😀" * 34, SmsCount("ucs2", 134, 3)),
    ],
)
def test_counting_splits_text_messages(text, sms):
    assert sms_parts(text) == sms


@settings(max_examples=150, deadline=None)
@given(text=st.text(st.sampled_from("ab\n @€{~éçñΔ日😀’"), min_size=1, max_size=400))
def test_counting_splits_text_messages_as_others_do(text):
    theirs = smsutil.split(text)
    ours = sms_parts(text)
    units = theirs.total_bytes // (1 if ours.encoding == "gsm7" else 2)
    encoding = {"gsm0338": "gsm7", "utf_16_be": "ucs2"}[theirs.encoding]
    assert ours == SmsCount(encoding, units, len(theirs.parts))


def test_counting_fits_a_text_message_outside_gsm_at_70():
    assert count("日" * 70, SMS) == Length(70, 70, "utf16")
    assert not fits("日" * 71, SMS)


def test_counting_knows_the_alphabet_of_text_messages():
    codec = gsm0338.Codec()

    def septets(character):
        try:
            return len(codec.encode(character)[0])
        except UnicodeEncodeError:
            return None

    def ours(character):
        sms = sms_parts(character)
        return sms.units if sms.encoding == "gsm7" else None

    # The escape is a sign of the code, never a letter of a text.
    letters = [chr(c) for c in range(0x2100) if c != 0x1B]
    assert [c for c in letters if septets(c) != ours(c)] == []
