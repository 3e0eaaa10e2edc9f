"""Mutations of files: of bytes, of lines and tokens, of XML structure, of JSON values, of the parts of archives."""

from __future__ import annotations

import io
import json
import random
import re
import sqlite3
import tempfile
import zipfile
from pathlib import Path
from typing import Any

_TOKENS = re.compile(rb"<[^<>]{0,400}>|[A-Za-z_][\w.-]*|\d+|\s+|[^\w\s]")
_INTERESTING = (
    b"", b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"&#0;", b"&#xD800;", b"&lol;", b"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]>",
    b"]]>", b"<![CDATA[", b"<!--", b"-->", b"<?xml version='1.0' encoding='zlib'?>", b"encoding='rot13'", b"encoding='undefined'", b"encoding='utf-16'",
    b"99999999999999999999999999", b"-1", b"1e999", b"NaN", b"1048577", b"XFD1048576", "㈠".encode(), "\U00020000".encode(), "\u202e".encode(), "\x9b".encode(), b"\r", b"\t", b"\"", b"'", b"=1+1", b"::set-output name=a::b", b"zh", b"en", b"fr", b"ar",
)  # fmt: skip
_CHUNK = 2_000


def mutated(data: bytes, rng: random.Random) -> bytes:
    """Return a file with one to four mutations of kinds that fit it."""
    for _ in range(rng.randint(1, 4)):
        if data[:2] == b"PK" and rng.random() < 0.9:
            data = _archive(data, rng)
        elif data[:6] == b"SQLite" and rng.random() < 0.7:
            data = _database(data, rng)
        elif data[:1] in b"{[" and rng.random() < 0.6:
            data = _json(data, rng)
        elif rng.random() < 0.55:
            data = _tokens(data, rng)
        else:
            data = _bytes(data, rng)
    return data


def _bytes(data: bytes, rng: random.Random) -> bytes:
    """Bits turned, bytes put in, left out, doubled, cut off."""
    if not data:
        return rng.choice(_INTERESTING)
    start = rng.randrange(len(data))
    end = min(len(data), start + rng.choice((1, 1, 2, 8, 64, 1024)))
    kind = rng.randrange(7)
    if kind == 0:
        return data[:start] + bytes([data[start] ^ 1 << rng.randrange(8)]) + data[start + 1 :]
    if kind == 1:
        return data[:start] + rng.choice(_INTERESTING) + data[start:]
    if kind == 2:
        return data[:start] + data[end:]
    if kind == 3:
        return data[:end] + data[start:end] * rng.choice((1, 2, 50)) + data[end:]
    if kind == 4:
        return data[:start]
    if kind == 5:
        return data[:start] + rng.randbytes(end - start) + data[end:]
    target = rng.randrange(len(data))
    return data[:target] + data[start:end] + data[target:]


def _tokens(data: bytes, rng: random.Random) -> bytes:
    """Tags, names, numbers exchanged, doubled, left out, nested, replaced."""
    start = rng.randrange(max(1, len(data) - _CHUNK))
    tokens = [match.span() for match in _TOKENS.finditer(data, start, min(len(data), start + _CHUNK))]
    if not tokens:
        return _bytes(data, rng)
    low, high = rng.choice(tokens)
    other_low, other_high = rng.choice(tokens)
    token, counterpart = data[low:high], data[other_low:other_high]
    kind = rng.randrange(6)
    if kind == 0:
        return data[:low] + data[high:]
    if kind == 1:
        return data[:low] + token * rng.choice((2, 3, 300)) + data[high:]
    if kind == 2:
        return data[:low] + counterpart + data[high:]
    if kind == 3:
        return data[:low] + rng.choice(_INTERESTING) + data[high:]
    if kind == 4:
        return data.replace(token, counterpart, rng.choice((1, 5, -1)))
    return data.replace(token, rng.choice(_INTERESTING), rng.choice((1, 5)))


def _json(data: bytes, rng: random.Random) -> bytes:
    """A value somewhere in the document becomes another one, goes, or is nested deeply."""
    try:
        document = json.loads(data)
    except (ValueError, RecursionError):
        return _bytes(data, rng)
    holders: list[tuple[Any, Any]] = []

    def walk(value: Any) -> None:
        items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        for key, item in items:
            holders.append((value, key))
            walk(item)

    walk(document)
    if not holders:
        return _bytes(data, rng)
    holder, key = rng.choice(holders)
    strange: list[Any] = [None, True, -1, 1.5, 10**30, "", "x", [], {}, [[]], {"a": []}, "\ud800", "2" * 500]
    if rng.random() < 0.2 and isinstance(holder, dict):
        del holder[key]
    else:
        holder[key] = rng.choice(strange)
    text = json.dumps(document)
    if rng.random() < 0.05:
        text = "[" * 100_000 + text
    return text.encode("utf-8", "surrogatepass")


def _archive(data: bytes, rng: random.Random) -> bytes:
    """A part of an archive is mutated, left out, doubled, renamed, written with another method; or its bytes are."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = [(info.filename, archive.read(info)) for info in archive.infolist()]
    except Exception:  # a part that an earlier mutation damaged, by whatever method it is packed
        return _bytes(data, rng)
    if not parts:
        return _bytes(data, rng)
    number = rng.randrange(len(parts))
    name, content = parts[number]
    kind = rng.randrange(8)
    method = zipfile.ZIP_DEFLATED
    if kind <= 3:
        parts[number] = (name, _tokens(content, rng) if rng.random() < 0.7 else _bytes(content, rng))
    elif kind == 4:
        del parts[number]
    elif kind == 5:
        parts.append(parts[number])
    elif kind == 6:
        parts[number] = (
            rng.choice(("../../escape", name.upper(), "x", name + "2", "xl/worksheets/sheet9.xml")),
            content,
        )
    else:
        method = rng.choice((zipfile.ZIP_STORED, zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2))
    target = io.BytesIO()
    import warnings

    with warnings.catch_warnings(), zipfile.ZipFile(target, "w", method) as archive:
        warnings.simplefilter("ignore")
        for part, body in parts:
            archive.writestr(part or "x", body)
    return target.getvalue()


def _database(data: bytes, rng: random.Random) -> bytes:
    """A cell becomes another value, a row or a table goes, a trigger or a view of strangers comes."""
    strange: list[Any] = [None, -1, 2**62, 1.5, "", "x", b"\xff\x00", "{", "\x00", "9" * 400, b""]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "mutated.db"
        path.write_bytes(data)
        connection = sqlite3.connect(path, isolation_level=None)
        try:
            connection.execute("PRAGMA writable_schema = ON")
            names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
            table = rng.choice(names)[0]
            columns = [row[1] for row in connection.execute(f'PRAGMA table_info("{table}")')]
            kind = rng.randrange(8)
            if kind <= 3:
                change = f'UPDATE "{table}" SET "{rng.choice(columns)}" = ? WHERE rowid IN (SELECT rowid FROM "{table}" ORDER BY random() LIMIT ?)'  # fmt: skip
                connection.execute(change, (rng.choice(strange), rng.choice((1, 100))))
            elif kind == 4:
                connection.execute(f'DELETE FROM "{table}"')
            elif kind == 5:
                connection.execute(f'DROP TABLE "{table}"')
            elif kind == 6:
                connection.execute(f'CREATE TRIGGER strange BEFORE INSERT ON "{table}" BEGIN SELECT raise(ABORT, \'no\'); END')  # fmt: skip
            else:
                connection.execute(
                    f"PRAGMA {rng.choice(('user_version', 'application_id'))} = {rng.choice((0, 1, 99))}"
                )
        except (sqlite3.Error, IndexError):
            connection.close()
            return _bytes(data, rng)
        connection.close()
        return path.read_bytes()
