"""In which encoding a text may be that is not UTF-8: what is told to whoever saved it, and never taken for granted."""

from __future__ import annotations

import re

from charset_normalizer import CharsetMatch, from_bytes

_MOST = 32 * 1024  # bytes that are looked at
_CHANCE = 6  # bytes that are UTF-8 though another encoding was meant
_SHOWN = re.compile(r"[^\n]{0,20}[^\x00-\x7f\n][^\n]{0,20}")  # so much as shows whether the encoding is the right one
_NAMES = {  # by Python's names, those that iconv knows
    **{"utf_16": "UTF-16", "utf_16_le": "UTF-16LE", "utf_16_be": "UTF-16BE", "utf_32": "UTF-32"},
    **{"utf_32_le": "UTF-32LE", "utf_32_be": "UTF-32BE", "mac_roman": "MACINTOSH", "cp866": "CP866"},
    **{f"cp125{number}": f"WINDOWS-125{number}" for number in range(9)},
    **{"iso8859_2": "ISO-8859-2", "iso8859_5": "ISO-8859-5", "koi8_r": "KOI8-R", "koi8_u": "KOI8-U"},
    **{"big5": "BIG5", "gb18030": "GB18030", "euc_jp": "EUC-JP", "cp932": "SHIFT_JIS", "cp949": "CP949"},
    "iso2022_jp": "ISO-2022-JP",
}
_WESTERN, _CENTRAL = "cp1252", "cp1250"  # which have most letters in common; the first is the more usual by far
_PLAIN = "save it as UTF-8"


def how_to_convert(raw: bytes, start: int = 0) -> str:
    """What a text that is not UTF-8 from an offset on seems to be, how it reads so, and what converts it."""
    before = raw[:start]
    if sum(byte > 127 for byte in before) > _CHANCE:
        return f"is not UTF-8 text here, though it is before; write again what stands here, and {_PLAIN}"
    wide = 0 in raw[:_MOST] or raw.startswith((b"\xff\xfe", b"\xfe\xff"))
    begin = 0 if wide else before.rfind(b"\n") + 1
    sample = raw[begin : begin + _MOST]  # in which no letter of a wide encoding is divided
    if not wide and len(raw) > begin + _MOST:
        sample = sample[: sample.rfind(b"\n") + 1] or sample
    match = _likeliest(sample, [name for name in _NAMES if name.startswith("utf") == wide])
    if match is None:
        return f"is not UTF-8 text; {_PLAIN}"
    encoding, words = match
    found, name = _SHOWN.search(words), _NAMES[encoding]
    reads = f", as which it reads “{found[0].strip()}”; if those are its words" if found else "; if it is"
    return f"is not UTF-8 text; it looks like {name}{reads}, run: iconv -f {name} -t UTF-8 OLD > NEW"


def _likeliest(sample: bytes, names: list[str]) -> tuple[str, str] | None:
    """The one of these encodings that fits best, and the text that it gives."""
    matches = list(from_bytes(sample, cp_isolation=names, enable_fallback=False))
    if not matches:
        return None
    western = next((match for match in matches if _WESTERN in _names(match)), None)
    if western and _CENTRAL in _names(matches[0]):
        return _WESTERN, str(western)
    return next((name, str(matches[0])) for name in _names(matches[0]) if name in names)


def _names(match: CharsetMatch) -> list[str]:
    return [match.encoding, *match.could_be_from_charset]
