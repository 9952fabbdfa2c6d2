"""Put an answer into the JSON shape that a caller asked for, or say that we cannot."""

import json
from collections.abc import Mapping

from assistant.api.failures import Refused
from assistant.wire import Json

_TEXT_FIELDS = (
    *("reply", "response", "answer", "draft", "message", "content", "text", "body"),
    *("email", "output", "result", "rewritten", "improved"),
)
_MOST_FIELDS = 50


def shape_of(response_format: Json | None) -> Mapping[str, object] | None:
    """Return the schema that is asked for; None where plain text will do.

    Raises Refused for a shape in which there is no place for a text.
    """
    kind = (response_format or {}).get("type", "text")
    if response_format is None or kind == "text":
        return None
    if kind == "json_object":
        return {"properties": {"reply": {"type": "string"}}, "required": ["reply"]}
    if kind != "json_schema":
        raise _refused("type must be text, json_object or json_schema")
    inner = response_format.get("json_schema", response_format)
    schema = inner.get("schema") if isinstance(inner, dict) else None
    if not isinstance(schema, dict):
        raise _refused("json_schema.schema is missing")
    fill(schema, "", sure=False)
    return schema


def fill(schema: Mapping[str, object], text: str, *, sure: bool) -> str:
    """Return JSON of that schema with the text in it.

    Raises Refused when a required field is none that we know how to fill.
    """
    properties = schema.get("properties")
    if not isinstance(properties, dict) or len(properties) > _MOST_FIELDS:
        raise _refused("the schema must be an object with a field for the text")
    required = schema.get("required", [])
    required = required if isinstance(required, list) else []
    place = _place_of_text(properties, required)
    filled: Json = {}
    for name, wanted in properties.items():
        if name == place:
            filled[name] = text
        elif name in required:
            filled[name] = _modest(name, wanted, sure=sure)
    return json.dumps(filled, ensure_ascii=False)


def _place_of_text(properties: Json, required: list[object]) -> str:
    texts = [name for name, wanted in properties.items() if _is_text(wanted)]
    for name in _TEXT_FIELDS:
        if name in texts:
            return name
    alone = [name for name in texts if name in required or len(properties) == 1]
    if len(alone) == 1 and len(properties) == 1:
        return alone[0]
    raise _refused("the schema has no field for a reply; name one `reply`")


def _is_text(wanted: object) -> bool:
    if not isinstance(wanted, dict) or "enum" in wanted or "const" in wanted:
        return False
    return _takes(wanted, "string")


def _modest(name: str, wanted: object, *, sure: bool) -> object:
    """Return a value that claims nothing, for a field beside the text."""
    if isinstance(wanted, dict):
        choices = wanted.get("enum")
        if isinstance(choices, list) and "confidence" in name.lower():
            level = "MEDIUM" if sure else "LOW"
            named = [c for c in choices if str(c).upper() == level]
            if named:
                return named[0]
        if _takes(wanted, "null"):
            return None
        if _takes(wanted, "array") and not wanted.get("minItems"):
            return []
    raise _refused("the schema requires a field that only a person could fill")


def _takes(wanted: Json, kind: str) -> bool:
    kinds = wanted.get("type")
    several = wanted.get("anyOf")
    if isinstance(several, list):
        return any(isinstance(one, dict) and _takes(one, kind) for one in several)
    return kinds == kind or (isinstance(kinds, list) and kind in kinds)


def _refused(what: str) -> Refused:
    return Refused(what, code="unsupported_value", param="response_format")
