"""A Llama in numpy: one message read once, many answers written side by side.

For models as small as the one we ship, a plain loop over matrices is faster than the
general machinery and starts in a tenth of the time, since torch stays unloaded.
"""

import json
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np

from assistant.errors import ModelError

Array = np.ndarray[tuple[int, ...], np.dtype[np.float32]]
_MASKED = np.float32(-1e9)


@dataclass(frozen=True, slots=True)
class Config:
    """What of `config.json` the arithmetic needs."""

    vocabulary: int
    width: int
    layers: int
    heads: int
    key_heads: int
    epsilon: float
    theta: float
    context: int

    @property
    def head_width(self) -> int:
        """Return how many numbers one head reads."""
        return self.width // self.heads

    @classmethod
    def read(cls, path: Path) -> "Config":
        """Read a Llama's configuration.

        Raises ModelError when it is none, or one that this arithmetic does not do.
        """
        try:
            given = json.loads(path.read_text(encoding="utf-8"))
            rope = given.get("rope_parameters") or {}
            config = cls(
                vocabulary=int(given["vocab_size"]),
                width=int(given["hidden_size"]),
                layers=int(given["num_hidden_layers"]),
                heads=int(given["num_attention_heads"]),
                key_heads=int(given["num_key_value_heads"]),
                epsilon=float(given["rms_norm_eps"]),
                theta=float(rope.get("rope_theta", given.get("rope_theta", 10000.0))),
                context=int(given["max_position_embeddings"]),
            )
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ModelError(f"{path} is no configuration of a Llama") from error
        if given.get("model_type") != "llama" or not given.get("tie_word_embeddings"):
            raise ModelError(f"{path} is not of a Llama with tied embeddings")
        return config


@dataclass(frozen=True, slots=True)
class _Layer:
    before_attention: Array
    query_key_value: Array  # (in, heads + 2 * key heads, head width), flat
    output: Array
    before_inner: Array
    gate_up: Array
    down: Array


@dataclass(frozen=True, slots=True)
class Prefix:
    """What was read: keys and values, each (layers, key heads, time, width)."""

    keys: Array
    values: Array

    @property
    def length(self) -> int:
        """Return how many tokens were read."""
        return int(self.keys.shape[2])


class Llama:
    """The weights of one model, and the two things one does with them."""

    def __init__(self, config: Config, weights: dict[str, Array]) -> None:
        """Take the tensors by the names that transformers gives them.

        Raises ModelError when one is missing or of another size.
        """
        self.config = config
        try:
            self._embedding = weights["model.embed_tokens.weight"]
            self._last_norm = weights["model.norm.weight"]
            self._layers = [_layer(weights, n) for n in range(config.layers)]
        except KeyError as error:
            raise ModelError(f"the weights lack {error}") from error
        if self._embedding.shape != (config.vocabulary, config.width):
            raise ModelError("the weights do not fit the configuration")
        self._cosine, self._sine = _angles(config)

    def read(self, tokens: list[int]) -> Prefix:
        """Read tokens once, for any number of answers."""
        shape = (self.config.layers, self.config.key_heads, len(tokens))
        keys = np.empty((*shape, self.config.head_width), dtype=np.float32)
        values = np.empty_like(keys)
        hidden = self._embedding[tokens]  # (T, D)
        places = np.arange(len(tokens))
        mask = np.triu(np.full((len(tokens), len(tokens)), _MASKED), 1)
        for number, layer in enumerate(self._layers):
            query, key, value = self._projected(layer, hidden, places)
            keys[number], values[number] = key, value
            heard = _attend(query, key, value, mask)  # (H, T, W)
            hidden = self._after(layer, hidden, heard)
        return Prefix(keys, values)

    def tensors(self) -> list[Array]:
        """Return every tensor that one step reads."""
        layers = [
            getattr(layer, one.name) for layer in self._layers for one in fields(layer)
        ]
        return [self._embedding, self._last_norm, *layers]

    def answers(self, prefix: Prefix, rows: int, room: int) -> "Answers":
        """Begin `rows` answers of up to `room` tokens to what was read."""
        return Answers(self, prefix, rows, room)

    def _projected(
        self, layer: _Layer, hidden: Array, places: np.ndarray
    ) -> tuple[Array, Array, Array]:
        """Return query, key and value, each (heads, T, width), turned by place."""
        config = self.config
        normed = _norm(hidden, layer.before_attention, config.epsilon)
        heads = config.heads + 2 * config.key_heads
        projected = (normed @ layer.query_key_value).reshape(
            len(hidden), heads, config.head_width
        )
        projected = projected.transpose(1, 0, 2)  # (heads, T, width)
        turned = config.heads + config.key_heads
        rotated = _rotate(projected[:turned], self._cosine[places], self._sine[places])
        return rotated[: config.heads], rotated[config.heads :], projected[turned:]

    def _after(self, layer: _Layer, hidden: Array, heard: Array) -> Array:
        """Return the hidden state after attention was heard and thought about."""
        flat = heard.transpose(1, 0, 2).reshape(len(hidden), -1)
        hidden = hidden + flat @ layer.output
        normed = _norm(hidden, layer.before_inner, self.config.epsilon)
        gate, up = np.split(normed @ layer.gate_up, 2, axis=-1)
        return np.asarray(hidden + (_silu(gate) * up) @ layer.down)

    def _logits(self, hidden: Array) -> Array:
        normed = _norm(hidden, self._last_norm, self.config.epsilon)
        return np.asarray(normed @ self._embedding.T)


class Answers:
    """Answers under way: every row has read the same and wrote words of its own."""

    def __init__(self, llama: Llama, prefix: Prefix, rows: int, room: int) -> None:
        config = llama.config
        self._llama = llama
        self._prefix = prefix
        self._length = 0
        shape = (config.layers, config.key_heads, rows, room, config.head_width)
        self._keys = np.zeros(shape, dtype=np.float32)
        self._values = np.zeros(shape, dtype=np.float32)

    def step(self, tokens: np.ndarray) -> Array:
        """Take one more token a row; return (rows, vocabulary) logits of the next."""
        llama, at = self._llama, self._length
        hidden = llama._embedding[tokens]  # (B, D)
        places = np.full(len(tokens), self._prefix.length + at)
        for number, layer in enumerate(llama._layers):
            query, key, value = llama._projected(layer, hidden, places)
            self._keys[number, :, :, at] = key
            self._values[number, :, :, at] = value
            heard = self._hear(query, number, at + 1)
            hidden = llama._after(layer, hidden, heard)
        self._length += 1
        return llama._logits(hidden)

    def keep(self, rows: np.ndarray) -> None:
        """Go on with these rows alone, in this order."""
        self._keys = np.ascontiguousarray(self._keys[:, :, rows])
        self._values = np.ascontiguousarray(self._values[:, :, rows])

    def _hear(self, query: Array, number: int, length: int) -> Array:
        """Attend to what was read by all and to what each row wrote itself."""
        heads, rows, width = query.shape
        groups = self._llama.config.key_heads
        asked = query.reshape(groups, heads // groups, rows, width)
        read_keys = self._prefix.keys[number][:, None]  # (G, 1, T, W)
        own_keys = self._keys[number, :, :, :length]  # (G, B, S, W)
        read = asked @ read_keys.swapaxes(-1, -2)  # (G, H/G, B, T)
        own = np.einsum("ghbw,gbsw->ghbs", asked, own_keys)
        weights = _softmax(np.concatenate([read, own], -1) / np.sqrt(width))
        time = self._prefix.length
        heard = weights[..., :time] @ self._prefix.values[number][:, None]
        own_values = self._values[number, :, :, :length]
        heard = heard + np.einsum("ghbs,gbsw->ghbw", weights[..., time:], own_values)
        return np.asarray(heard.reshape(heads, rows, width), dtype=np.float32)


def _layer(weights: dict[str, Array], number: int) -> _Layer:
    name = f"model.layers.{number}"

    def joined(*parts: str) -> Array:
        found = [weights[f"{name}.{part}.weight"] for part in parts]
        return np.ascontiguousarray(np.concatenate(found).T)

    return _Layer(
        before_attention=weights[f"{name}.input_layernorm.weight"],
        query_key_value=joined(*(f"self_attn.{p}_proj" for p in "qkv")),
        output=joined("self_attn.o_proj"),
        before_inner=weights[f"{name}.post_attention_layernorm.weight"],
        gate_up=joined("mlp.gate_proj", "mlp.up_proj"),
        down=joined("mlp.down_proj"),
    )


def _angles(config: Config) -> tuple[Array, Array]:
    width = config.head_width
    rates = config.theta ** (-np.arange(0, width, 2, dtype=np.float64) / width)
    turns = np.outer(np.arange(config.context), np.concatenate([rates, rates]))
    return np.cos(turns).astype(np.float32), np.sin(turns).astype(np.float32)


def _rotate(x: Array, cosine: Array, sine: Array) -> Array:
    half = x.shape[-1] // 2
    swapped = np.concatenate([-x[..., half:], x[..., :half]], axis=-1)
    return np.asarray(x * cosine + swapped * sine)


def _attend(query: Array, key: Array, value: Array, mask: Array) -> Array:
    groups = len(key)
    asked = query.reshape(groups, -1, *query.shape[1:])  # (G, H/G, T, W)
    scores = asked @ key[:, None].swapaxes(-1, -2) / np.sqrt(query.shape[-1])
    heard = _softmax(scores + mask) @ value[:, None]
    return np.asarray(heard.reshape(query.shape), dtype=np.float32)


def _softmax(scores: Array) -> Array:
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=-1, keepdims=True), dtype=np.float32)


def _norm(x: Array, weight: Array, epsilon: float) -> Array:
    scale = 1.0 / np.sqrt((x * x).mean(axis=-1, keepdims=True) + epsilon)
    return np.asarray(x * scale * weight, dtype=np.float32)


def _silu(x: Array) -> Array:
    with np.errstate(over="ignore"):
        return np.asarray(x / (1.0 + np.exp(-x)))
