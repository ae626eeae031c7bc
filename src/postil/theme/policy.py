"""The content security policy of a page: nothing from elsewhere, nothing inline, but for what the user put there.

That is what the configuration names, and what a page itself holds: pictures and films of other hosts, widths, raw HTML,
outputs of notebooks. None of it can come from a note, whose markup is held to an allowlist.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from typing import Any

from postil.theme.assets import inline, name_of

# An empty style element, which plotly.js makes and then fills rule by rule.
_EMPTY_STYLE = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
# The client of Hypothesis: `html: comments: hypothesis: true` of Jupyter Book puts this script on the pages. It leads
# to the newest release at the second host, with styles there, and opens the sidebar from the first.
_CLIENT, _CLIENT_HOST = "https://hypothes.is/embed.js", "https://hypothes.is"
_CLIENT_FILES = "https://cdn.hypothes.is"
_MEDIA = ["img-src", "media-src"]
_LOADS = {
    "img": ["img-src"],
    "source": _MEDIA,
    "video": _MEDIA,
    "audio": ["media-src"],
    "iframe": ["frame-src"],
    "script": ["script-src"],
    "link": ["style-src", "font-src"],
}
_TAG = re.compile(rf"<({'|'.join(_LOADS)})\b([^>]*)>", re.IGNORECASE)
_ADDRESS = re.compile(r"""\b(?:src|href)\s*=\s*["']?(https?://[A-Za-z0-9.:_-]+)""", re.IGNORECASE)
_WITHIN = re.compile(r"<(script|style)\b([^>]*)>(.*?)</\1>", re.IGNORECASE | re.DOTALL)
_DATA = re.compile(r"""\bsrc\b|\btype\s*+=\s*+(?!["']?(?:text/javascript|module|text/css))""", re.IGNORECASE)
_STYLED = re.compile(r"<[a-z][^<>]*\sstyle=", re.IGNORECASE)
_IN_STYLE = re.compile(r"""(?:@import\s+|url\(\s*)["']?(https?://[A-Za-z0-9.:_-]+)""", re.IGNORECASE)
_HOST = re.compile(r"https?://[A-Za-z0-9.:_-]+")


def policy(
    styles: Iterable[Any],
    scripts: Iterable[Any],
    body: str = "",
    *,
    imported: Iterable[str] = (),
    mathjax: bool = False,
    hosts: bool = True,
    base: bool = False,
) -> str:
    """The policy of a page that loads these files and holds the HTML `body`.

    `file:` lets the same pages work when opened from disk. Scripts written into the page are allowed by the hash of
    their text, files from another host by its origin if `hosts` may be asked. `mathjax` is whether MathJax draws
    formulas: it writes styles. `base` is whether the page names the address to which its links are relative. Pages
    fetch nothing; `connect-src` lets checkers ask for robots.txt in their name, and the preview for its changes. A page
    with the client of Hypothesis allows what that loads. `imported` are the hosts that style sheets of the user's name.
    """
    scripts, styles, imported = list(scripts), list(styles), list(imported)
    script = [*_hosts(scripts, hosts), *dict.fromkeys(_hash(text) for text in map(inline, scripts) if text)]
    style = [*_hosts(styles, hosts), *imported, *(["'unsafe-inline'"] if mathjax else [_EMPTY_STYLE])]
    fonts = [*_hosts(styles, hosts), *imported, *(_hosts(scripts, hosts) if mathjax else [])]
    client = _CLIENT in map(name_of, scripts)
    if client:
        script = list(dict.fromkeys([*script, _CLIENT_HOST, _CLIENT_FILES]))
        style = [*style, _CLIENT_FILES]
    parts = {
        "default-src": ["'none'"],
        "connect-src": ["'self'"],
        "script-src": ["'self'", "file:", *script],
        "style-src": ["'self'", "file:", *style],
        "img-src": ["'self'", "file:", "data:", "blob:", *imported],
        "font-src": ["'self'", "file:", *fonts],
        **({"frame-src": [_CLIENT_HOST]} if client else {}),
        "base-uri": ["'self'" if base else "'none'"],
        "form-action": ["'self'", "file:"],
    }
    for name, values in _brought(body).items():
        parts[name] = list(dict.fromkeys([*parts.get(name, []), *values]))
    return "; ".join(f"{name} {' '.join(values)}" for name, values in parts.items())


def hosts_in(style: str) -> list[str]:
    """The hosts from which a style sheet has others, faces of type or pictures."""
    return sorted(set(_IN_STYLE.findall(style)))


def _brought(body: str) -> dict[str, list[str]]:
    """What the HTML of a page needs beside its files, by the part of the policy that allows it."""
    needs: dict[str, list[str]] = {}
    for tag, attributes in _TAG.findall(body):
        for part in _LOADS[tag.lower()]:
            own = ["'self'", "file:"] if part in ("media-src", "frame-src") else []  # which pages else do without
            hosts = _ADDRESS.findall(attributes)
            if own or hosts:
                needs.setdefault(part, own).extend(hosts)
    for tag, attributes, text in _WITHIN.findall(body):
        if not _DATA.search(attributes):
            needs.setdefault(f"{tag.lower()}-src", []).append(_hash(text))
    if _STYLED.search(body):
        needs["style-src-attr"] = ["'unsafe-inline'"]
    return needs


def _hosts(files: Iterable[Any], allowed: bool) -> list[str]:
    found = (_HOST.match(name_of(file)) for file in files) if allowed else ()
    return sorted({host[0] for host in found if host})


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
