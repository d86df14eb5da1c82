"""Small files of every format that is read, made of given words: for tests and for the folder of ``broken_folder``."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from html import escape


def page(
    title: str, lines: list[str], date: str = "2017-09-05", encoding: str = "utf-8", language: str = "fr"
) -> bytes:
    """A saved page with a head, a menu and a footer around its article."""
    body = "".join(f"<p>{escape(line)}</p>" for line in lines)
    head = f'<meta charset="{encoding}"><title>{escape(title)} | The Quay</title>'
    head += f'<meta property="article:published_time" content="{date}T10:00:00+02:00">'
    menu = "<nav><ul><li><a href='/'>Home</a></li><li><a href='/world'>World</a></li></ul></nav>"
    text = f"<!doctype html><html lang='{language}'><head>{head}</head><body>{menu}<article><h1>{escape(title)}</h1>"
    return f"{text}{body}</article><footer>All rights reserved</footer></body></html>".encode(encoding)


def feed(entries: list[tuple[str, str, str]], content: bool = False) -> bytes:
    """An RSS feed of (id, title, text); with ``content`` the texts are whole, else summaries."""
    tag = "content:encoded" if content else "description"
    items = "".join(
        f"<item><guid>{name}</guid><title>{escape(title)}</title><link>https://quay.example/{name}</link>"
        f"<pubDate>Tue, 05 Sep 2017 23:30:00 -0500</pubDate><{tag}>{escape(f'<p>{text}</p>')}</{tag}></item>"
        for name, title, text in entries
    )
    names = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    channel = f"<channel><title>The Quay</title>{items}</channel>"
    return f'<?xml version="1.0"?><rss version="2.0" {names}>{channel}</rss>'.encode()


def nitf(number: str, title: str, lines: list[str]) -> bytes:
    """An item in NITF."""
    body = "".join(f"<p>{escape(line)}</p>" for line in lines)
    head = f'<docdata><doc-id id-string="{number}"/><date.issue norm="20170905T100000Z"/></docdata>'
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><nitf><head>{head}<pubdata name="The Quay"/></head><body><body.head>'
        f"<hedline><hl1>{escape(title)}</hl1></hedline></body.head><body.content>{body}</body.content></body></nitf>"
    ).encode()


def warc(pages: list[tuple[str, bytes]], header: str = "Server: quay") -> bytes:
    """A web archive of (address, page), each record compressed alone, as archives are."""
    out = b""
    for number, (url, body) in enumerate(pages):
        http = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{header}\r\n\r\n".encode() + body
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2020-01-01T00:00:00Z\r\n"
            f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{number:012}>\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
        )
        out += gzip.compress(head.encode() + http + b"\r\n\r\n", mtime=0)
    return out


def pdf(lines: list[str]) -> bytes:
    """A PDF of one page; without lines it has no text layer."""
    return printed([[(40, 780 - 14 * at, 12, line) for at, line in enumerate(lines)]])


def printed(pages: list[list[tuple[float, float, float, str]]]) -> bytes:
    """A PDF with lines of text: (points from the left, points from the bottom, size, words)."""
    streams = [b"".join(_shown(*line) for line in lines) or b"0 0 100 100 re f" for lines in pages]
    kids = b" ".join(b"%d 0 R" % (4 + 2 * at) for at in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(pages)),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for at, stream in enumerate(streams):
        objects += [
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 700 842] /Contents %d 0 R"
            b" /Resources << /Font << /F1 3 0 R >> >> >>" % (5 + 2 * at),
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        ]
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table) + end


def _shown(left: float, bottom: float, size: float, text: str) -> bytes:
    said = text.translate({40: 32, 41: 32, 92: 32})
    return f"BT /F1 {size} Tf {left} {bottom} Td ({said}) Tj ET\n".encode("cp1252")


def archive(members: dict[str, bytes]) -> bytes:
    """A zip archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name, content)
    return out.getvalue()


def telegram(messages: list[dict[str, object]], name: str = "The Quay", number: int = 7) -> bytes:
    """The export of a channel by Telegram Desktop."""
    rows = [
        {"id": at, "type": "message", "date": "2017-09-05T23:30:00", "from": name, **row}
        for at, row in enumerate(messages, 1)
    ]
    return json.dumps({"name": name, "type": "public_channel", "id": number, "messages": rows}).encode()
