"""The content security policy of a page: nothing from elsewhere, nothing inline, but for what the user put there.

That is what the configuration names, and what a page itself holds: pictures and films of other hosts, widths, raw HTML,
outputs of notebooks. A script in a page may load from the hosts that it names, as libraries for charts, maps and tables
do, and these may style what they draw and compile expressions. None of it can come from a note, whose markup is held to
an allowlist.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from html import unescape
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
_DATA = re.compile(
    r"""\bsrc\b|\btype\s*+=\s*+(?!["']?(?:(?:text|application)/(?:x-)?(?:java|ecma)script|module|text/css))""",
    re.IGNORECASE,
)
_ACTING = re.compile(r"<[a-z][^<>]*\son[a-z]+\s*=[^<>]*>", re.IGNORECASE)
_HANDLER = re.compile(r"""\son[a-z]+\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_FRAMED = re.compile(r"""\ssrcdoc\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)  # has the policy of its page
_WIDGETS = "application/vnd.jupyter.widget-view+json"
_INLINE = "'unsafe-inline'"
_LOADED = ("script-src", "style-src", "font-src", "img-src", "connect-src")
_STYLED = re.compile(r"<[a-z][^<>]*\sstyle=", re.IGNORECASE)
_IN_STYLE = re.compile(r"""(?:@import\s+|url\(\s*)["']?(https?://[A-Za-z0-9.:_-]+)""", re.IGNORECASE)
_HOST = re.compile(r"https?://[A-Za-z0-9.:_-]+")
_NAMED = re.compile(
    r"https?://(?!www\.w3\.org)[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+(?::\d+)?"
)  # W3C's are names, not places


def policy(
    styles: Iterable[Any],
    scripts: Iterable[Any],
    body: str = "",
    *,
    early: str = "",
    imported: Iterable[str] = (),
    mathjax: bool = False,
    hosts: bool = True,
    base: bool = False,
) -> str:
    """The policy of a page that loads these files and holds the HTML `body`.

    `file:` lets the same pages work when opened from disk. Scripts written into the page are allowed by the hash of
    their text, files from another host by its origin if `hosts` may be asked. `early` is the theme's own script in the
    page. `mathjax` is whether MathJax draws formulas: it writes styles. `base` is whether the page names the address to
    which its links are relative. Pages fetch nothing; `connect-src` lets checkers ask for robots.txt in their name, and
    the preview for its changes. A page with the client of Hypothesis allows what that loads. `imported` are the hosts
    that style sheets of the user's name.
    """
    scripts, styles, imported = list(scripts), list(styles), list(imported)
    script = [*_hosts(scripts, hosts), *dict.fromkeys(_hash(text) for text in map(inline, scripts) if text)]
    own = [_hash(early)] if early else []
    style = [*_hosts(styles, hosts), *imported, _INLINE if mathjax else _EMPTY_STYLE]
    fonts = [*_hosts(styles, hosts), *imported, *(_hosts(scripts, hosts) if mathjax else [])]
    client = _CLIENT in map(name_of, scripts)
    if client:
        script = list(dict.fromkeys([*script, _CLIENT_HOST, _CLIENT_FILES]))
        style = [*style, _CLIENT_FILES]
    parts = {
        "default-src": ["'none'"],
        "connect-src": ["'self'"],
        "script-src": ["'self'", "file:", *own, *script],
        "style-src": ["'self'", "file:", *style],
        "img-src": ["'self'", "file:", "data:", "blob:", *imported],
        "font-src": ["'self'", "file:", *fonts],
        **({"frame-src": [_CLIENT_HOST]} if client else {}),
        "base-uri": ["'self'" if base else "'none'"],
        "form-action": ["'self'", "file:"],
    }
    needs = _brought(body, _hosts(scripts, hosts))
    for text in map(inline, scripts):
        _let_load(needs, _named_in(text))
    for name, values in needs.items():
        parts[name] = list(dict.fromkeys([*parts.get(name, []), *values]))
    if _INLINE in parts["style-src"]:  # which counts for nothing beside a hash
        parts["style-src"] = [value for value in parts["style-src"] if not value.startswith("'sha256-")]
    return "; ".join(f"{name} {' '.join(values)}" for name, values in parts.items())


def hosts_in(style: str) -> list[str]:
    """The hosts from which a style sheet has others, faces of type or pictures."""
    return sorted(set(_IN_STYLE.findall(style)))


def _brought(body: str, libraries: list[str]) -> dict[str, list[str]]:
    """What the HTML of a page needs beside its files, by the part of the policy that allows it.

    Jupyter's widgets come from the hosts of the page's files, `libraries`.
    """
    needs: dict[str, list[str]] = {}
    if "srcdoc" in body.lower():  # as of few pages, which are not looked through in vain
        body += "".join(unescape(double or single) for double, single in _FRAMED.findall(body))
    for tag, attributes in _TAG.findall(body):
        for part in _LOADS[tag.lower()]:
            own = ["'self'", "file:"] if part in ("media-src", "frame-src") else []  # which pages else do without
            hosts = _ADDRESS.findall(attributes)
            if own or hosts:
                needs.setdefault(part, own).extend(hosts)
    for tag, attributes, text in _WITHIN.findall(body):
        if not _DATA.search(attributes):
            needs.setdefault(f"{tag.lower()}-src", []).append(_hash(text))
            _let_load(needs, _named_in(text) if tag.lower() == "script" else [])
    if _WIDGETS in body:
        _let_load(needs, libraries)
    handlers = [double or single for tag in _ACTING.findall(body) for double, single in _HANDLER.findall(tag)]
    if handlers:
        needs.setdefault("script-src", []).extend(["'unsafe-hashes'", *map(_hash, map(unescape, handlers))])
    if "style=" in body.lower() and _STYLED.search(body):
        needs["style-src-attr"] = [_INLINE]
    return needs


def _named_in(script: str) -> list[str]:
    """The hosts that a script names, from which it may load."""
    return sorted(set(_NAMED.findall(script)))


def _let_load(needs: dict[str, list[str]], hosts: list[str]) -> None:
    """Let scripts of a page load from these hosts, and do there what libraries do that draw."""
    for part in _LOADED if hosts else ():
        needs.setdefault(part, []).extend(hosts)
    if hosts:
        needs["script-src"].append("'unsafe-eval'")
        needs["style-src"].append(_INLINE)


def _hosts(files: Iterable[Any], allowed: bool) -> list[str]:
    found = (_HOST.match(name_of(file)) for file in files) if allowed else ()
    return sorted({host[0] for host in found if host})


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
