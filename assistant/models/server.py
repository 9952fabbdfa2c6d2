"""Any server that speaks the OpenAI chat protocol: vLLM, llama.cpp, Ollama."""

from collections.abc import Sequence
from dataclasses import replace

import httpx

from assistant.errors import ModelError
from assistant.models.base import Sampling

_SECONDS = 60.0  # to the end of one answer; a laptop takes a while
_OK = 200


class ServerModel:
    """A model behind `{base_url}/chat/completions`.

    The one place that sends a customer's words to another process, so it is only made
    when somebody configures a URL.
    """

    def __init__(
        self, base_url: str, *, model: str = "default", api_key: str = ""
    ) -> None:
        self.name = model
        self._url = base_url.rstrip("/")
        self._headers = {"Authorization": f"Bearer {api_key}"} if api_key else {}

    def complete(self, prompt: str, sampling: Sampling) -> str:
        """Return the server's answer to the prompt.

        Raises ModelError when the server is out of reach or answers with an error.
        """
        request = {
            "model": self.name,
            "messages": [{"role": "user", "content": prompt}],
            "max_tokens": sampling.max_tokens,
            "temperature": sampling.temperature,
            "seed": sampling.seed,
            "stream": False,
        }
        try:
            response = httpx.post(
                f"{self._url}/chat/completions",
                json=request,
                headers=self._headers,
                timeout=_SECONDS,
                trust_env=False,
            )
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise ModelError(f"no model server answers at {self._url}") from error
        return _content(response)[: sampling.max_characters]

    def candidates(
        self, prompt: str, sampling: Sampling, *, how_many: int
    ) -> Sequence[str]:
        """Return several answers, each with a seed of its own."""
        seeds = range(sampling.seed, sampling.seed + how_many)
        return [self.complete(prompt, replace(sampling, seed=seed)) for seed in seeds]


def _content(response: httpx.Response) -> str:
    if response.status_code != _OK:
        raise ModelError(f"the model server answered {response.status_code}")
    try:
        content = response.json()["choices"][0]["message"]["content"]
    except (ValueError, KeyError, IndexError, TypeError) as error:
        raise ModelError(
            "the model server's answer is not a chat completion"
        ) from error
    return str(content or "").strip()
