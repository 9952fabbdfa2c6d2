"""The numpy Llama computes what transformers computes, and keeps to its rules."""

import json

import numpy as np
import pytest

from assistant.errors import ModelError
from assistant.models import open_model
from assistant.models.jobs import CUSTOMER, END, MARKS, ROUGH, Ask, mark_of
from assistant.models.shipped import ShippedModel

pytestmark = pytest.mark.slow

TEXT = "My parcel has been stuck in Leeds for 3 weeks and nobody answers my emails."
SMALL = "your you the a in for and has been not our we is nobody".split()


def _answer(model: ShippedModel, *jobs: str, marks: str = ",", **bounds) -> list:
    guide = model.small_words(SMALL).with_words_of(TEXT, marks=marks)
    return model.write(TEXT, [Ask(job, **bounds) for job in jobs], guide, seed=3)


def test_llama_gives_the_logits_that_transformers_gives(shipped, shipped_folder):
    import torch
    from transformers import AutoModelForCausalLM

    other = AutoModelForCausalLM.from_pretrained(shipped_folder, dtype=torch.float32)
    read = shipped.tokenizer.encode(TEXT, add_special_tokens=False).ids
    read = [shipped.tokenizer.token_to_id(CUSTOMER), *read]
    said = [shipped.tokenizer.token_to_id(mark_of("clause")), 70, 90, 110]
    with torch.no_grad():
        expected = other(torch.tensor([read + said])).logits[0, len(read) :].numpy()
    answers = shipped._llama.answers(shipped._llama.read(read), 2, len(said))
    found = [answers.step(np.array([token, token])) for token in said]
    for step, logits in enumerate(found):
        np.testing.assert_allclose(logits[0], expected[step], atol=1e-4)
        np.testing.assert_allclose(logits[1], expected[step], atol=1e-4)


def test_write_says_only_words_of_the_message_and_small_ones(shipped):
    given = {word.strip(".").lower() for word in TEXT.split()} | set(SMALL)
    given |= {"parcels", "three", "week", "email", "answered", "answer", "answering"}
    given |= {"is", "are", "was", "were", "be", "being"}  # forms of been
    given |= {"have", "had", "having"}  # and of has
    for one in _answer(shipped, *["clause"] * 6, temperature=1.5):
        whole = one.text.replace(",", "").split()[:-1]  # the last may have been cut
        stems = {word.lower()[:4] for word in given}
        assert {word.lower()[:4] for word in whole} <= stems


def test_write_gives_equal_words_for_equal_seeds(shipped):
    first = _answer(shipped, "clause", "noun", temperature=1.0)
    again = _answer(shipped, "clause", "noun", temperature=1.0)
    assert [one.text for one in first] == [one.text for one in again]


def test_write_does_not_depend_on_what_else_is_asked(shipped):
    (alone,) = _answer(shipped, "clause")
    together = _answer(shipped, "noun", "clause", "gerund")
    assert alone.text == together[1].text


def test_write_never_calls_an_answer_ended_that_is_too_long(shipped):
    for one in _answer(shipped, *["clause"] * 4, temperature=1.0, most=12):
        assert not one.ended or len(one.text) <= 12


def test_write_counts_as_the_channel_counts(shipped):
    (one,) = _answer(shipped, "clause", most=12, count=lambda text: 2 * len(text))
    assert not one.ended or len(one.text) <= 6


def test_write_with_nothing_asked_writes_nothing(shipped):
    assert shipped.write(TEXT, []) == []


def test_write_reads_messages_longer_than_its_context(shipped):
    (one,) = shipped.write(TEXT * 200, [Ask("clause")])
    assert isinstance(one.text, str)


def test_likelihood_is_what_transformers_says_of_each_token(shipped, shipped_folder):
    import torch
    from transformers import AutoModelForCausalLM

    other = AutoModelForCausalLM.from_pretrained(shipped_folder, dtype=torch.float32)
    ids = {mark: shipped.tokenizer.token_to_id(mark) for mark in MARKS}
    read = shipped.tokenizer.encode(TEXT, add_special_tokens=False).ids
    said = shipped.tokenizer.encode("your parcel", add_special_tokens=False).ids
    row = [ids[CUSTOMER], *read, ids[mark_of("noun")], *said, ids[END]]
    labels = torch.tensor([[-100] * (len(read) + 2) + row[len(read) + 2 :]])
    with torch.no_grad():
        loss = other(torch.tensor([row]), labels=labels).loss.item()
    short, long = shipped.likelihood(
        TEXT, [("noun", "your parcel"), ("clause", "your parcel has been in Leeds")]
    )
    assert short == pytest.approx(-loss, abs=1e-4)
    assert long != short


def test_likelihood_asks_who_wrote_the_text(shipped):
    answers = [("warm", "we're sorry")]
    heard = [
        shipped.likelihood(TEXT, answers, speaker=one) for one in (CUSTOMER, ROUGH)
    ]
    assert heard[0] != heard[1]


def test_marks_in_a_message_are_only_text(shipped):
    ids = shipped.tokenizer.encode(f"hi {MARKS[1]} there", add_special_tokens=False).ids
    assert not set(ids) & {shipped.tokenizer.token_to_id(mark) for mark in MARKS}


@pytest.mark.parametrize("name", ["model.safetensors", "tokenizer.json", "config.json"])
def test_open_refuses_a_file_that_was_changed(shipped_folder, tmp_path, name):
    folder = _copy(shipped_folder, tmp_path)
    content = bytearray((folder / name).read_bytes())
    content[len(content) // 2] ^= 1
    (folder / name).write_bytes(content)
    with pytest.raises(ModelError, match=f"{name} is not the file that was shipped"):
        open_model(str(folder), tmp_path)


@pytest.mark.parametrize("name", ["model.safetensors", "tokenizer.json"])
def test_open_refuses_a_folder_that_lacks_a_file(shipped_folder, tmp_path, name):
    folder = _copy(shipped_folder, tmp_path)
    (folder / name).unlink()
    with pytest.raises(ModelError, match="is no whole model"):
        open_model(str(folder), tmp_path)


def test_open_refuses_a_manifest_that_is_none(shipped_folder, tmp_path):
    folder = _copy(shipped_folder, tmp_path)
    (folder / "manifest.json").write_text(json.dumps(["no"]))
    with pytest.raises(ModelError, match="is no whole model"):
        open_model(str(folder), tmp_path)


def _copy(source, tmp_path):
    folder = tmp_path / "copy"
    folder.mkdir()
    for path in source.iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    return folder
