"""Language models behind one small contract.

Adding a backend: a module here, one line in `open_model`, and a test.
"""

from pathlib import Path

from assistant.errors import ModelError
from assistant.models.base import JobModel, LanguageModel, Sampling
from assistant.models.jobs import AGENT, CUSTOMER, ROUGH, SHAPES
from assistant.models.scripted import Scripted

SHIPPED = "tactful"

__all__ = [
    "AGENT",
    "CUSTOMER",
    "ROUGH",
    "SHAPES",
    "SHIPPED",
    "JobModel",
    "LanguageModel",
    "ModelError",
    "Sampling",
    "Scripted",
    "open_model",
    "open_or_note",
]


def open_model(spec: str, folder: Path) -> LanguageModel | None:
    """Open the model that `spec` names, or return None for `none`.

    `spec` is `none`, the name of a model under `folder`, the path of a model folder,
    or the URL of an OpenAI-compatible server, with the model's name after a `#`. A
    folder with a manifest is a model of our own and runs without torch.

    Raises ModelError when there is no such model or it is damaged.
    """
    if spec == "none":
        return None
    if spec.startswith(("http://", "https://")):
        from assistant.models.server import ServerModel

        url, _, name = spec.partition("#")
        return ServerModel(url, model=name or "default")
    path = folder / spec if (folder / spec).is_dir() else Path(spec)
    if not path.is_dir():
        raise ModelError(
            f"there is no model '{spec}' in {folder}, nor a folder so named"
        )
    if (path / "manifest.json").is_file():
        from assistant.models.shipped import ShippedModel

        return ShippedModel(path)
    from assistant.models.causal import CausalModel

    return CausalModel(path)


def open_or_note(
    spec: str, folder: Path
) -> tuple[LanguageModel | None, tuple[str, ...]]:
    """Open the model that `spec` names, or the shipped one where it names none.

    One that is missing or damaged is None with a note for the agent.
    """
    if not spec and not (folder / SHIPPED).is_dir():
        return None, ()
    try:
        return open_model(spec or SHIPPED, folder), ()
    except ModelError as error:
        return None, (f"Drafts come from templates alone: {error}.",)
