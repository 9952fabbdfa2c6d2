"""Read names of machines: which are this one, and which pages are our own."""

import ipaddress
from urllib.parse import urlsplit

from starlette.datastructures import Headers

from assistant.settings import Settings

_LOCAL_NAMES = frozenset(["localhost", "127.0.0.1", "::1"])


def is_loopback(host: str) -> bool:
    """Say whether only this machine can reach what listens at `host`."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def names_of(settings: Settings) -> frozenset[str] | None:
    """Return the names under which pages may ask for this server.

    None where others can reach it: they know it by a name that we do not, and need a
    key.
    """
    if not is_loopback(settings.host):
        return None
    return _LOCAL_NAMES | {settings.host.strip("[]").lower()}


def own_origins(settings: Settings) -> list[str]:
    """Return the origins of the pages that this server gives out."""
    host = settings.host if ":" not in settings.host else f"[{settings.host}]"
    names = ["localhost", "127.0.0.1", host]
    return [f"http://{name}:{settings.port}" for name in dict.fromkeys(names)]


def host_name(headers: Headers) -> str | None:
    """Return the name in the Host header without its port; None unless there is one."""
    hosts = headers.getlist("host")
    if len(hosts) != 1:
        return None
    host = hosts[0].lower()
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0]


def is_own_origin(headers: Headers) -> bool:
    """Say whether no page sent this, or a page that this server gave out."""
    origins = headers.getlist("origin")
    if not origins:
        return True
    if len(origins) > 1:
        return False
    try:
        parts = urlsplit(origins[0])
    except ValueError:
        return False
    own = headers.get("host", "").lower()
    return parts.scheme in ("http", "https") and parts.netloc.lower() == own
