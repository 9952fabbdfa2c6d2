"""The page at /docs: plain, without scripts, and complete without a network."""

import json
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{title}</title>
<style>
body {{ font: 1rem/1.5 system-ui, sans-serif; max-width: 52rem; margin: 2rem auto;
       padding: 0 1rem; }}
pre {{ background: #f4f4f4; color: #222; padding: .75rem; overflow-x: auto; }}
code {{ font-size: .95rem; }}
</style>
</head>
<body>
<h1>{title}</h1>
<p>{summary}</p>
<p>The same, for programs: <a href="/openapi.json">/openapi.json</a>.</p>
{routes}
<h2>Shapes</h2>
{shapes}
</body>
</html>
"""


def docs_page(schema: Mapping[str, Any]) -> str:
    """Return a page that shows an OpenAPI document."""
    shapes = schema.get("components", {}).get("schemas", {})
    return _PAGE.format(
        title=escape(schema["info"]["title"]),
        summary=escape(schema["info"].get("summary", "")),
        routes="\n".join(_routes(schema["paths"])),
        shapes="\n".join(_shape(name, shape) for name, shape in shapes.items()),
    )


def _routes(paths: Mapping[str, Any]) -> Iterator[str]:
    for path, methods in paths.items():
        for method, route in methods.items():
            yield f"<h2><code>{method.upper()} {escape(path)}</code></h2>"
            yield f"<p>{escape(route.get('description', ''))}</p>"
            body = route.get("requestBody", {}).get("content", {})
            for content in body.values():
                yield f"<p>Takes {_link(content.get('schema', {}))}.</p>"


def _link(schema: Mapping[str, Any]) -> str:
    """Return the shape's name as a link, or the shape itself where it has none."""
    name = escape(str(schema.get("$ref", "")).rpartition("/")[2])
    return f'<a href="#{name}">{name}</a>' if name else _written(schema)


def _shape(name: str, shape: Mapping[str, Any]) -> str:
    return f'<h3 id="{escape(name)}">{escape(name)}</h3>\n{_written(shape)}'


def _written(shape: Mapping[str, Any]) -> str:
    return f"<pre>{escape(json.dumps(shape, indent=2))}</pre>"
