"""Large documents of two kinds for each reader, long texts and very many small pieces, and what reading them takes."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import gov_disclosure_schema as gds

EXAMPLE = Path(__file__).parent.parent / "examples" / "suqian-2023.json"
MEASURE = """
import re, sys, zipfile
from pathlib import Path
import gov_disclosure_schema as gds
data, name = Path(sys.argv[1]).read_bytes(), sys.argv[2]
try:
    gds.read(data, format=name)
    said = "read"
except gds.GovDisclosureError as error:
    said = error.findings[0].rule
# Not ru_maxrss, which a child has from its parent.
print(said, re.search(r"VmHWM:\\s*([0-9]+) kB", Path("/proc/self/status").read_text())[1])
"""
LINE = "本年度主动公开政府信息情况良好，" * 300
PIECES = {
    "json": ('"overview":[', '"一",'),
    "xml": ("<overview>", "<paragraph>一</paragraph>"),
    "text": ("一、总体情况\n", "一。\n"),
    "html": ("<body>", "<p>一</p><table><tr><td>1<td>2</table>"),
    "docx": ("<w:body>", "<w:p><w:r><w:t>一</w:t></w:r></w:p>"),
    "xlsx": ("<sheetData>", '<row><c t="inlineStr"><is><t>一</t></is></c><c><v>1</v></c></row>'),
}
"""Behind what the pieces are put, in the example as the format has it, and a piece."""


def long_texts(name: str, size: int) -> bytes:
    """The example with a narrative of about so many bytes."""
    report = gds.codecs.json.decode(EXAMPLE.read_bytes())
    encode = gds.FORMATS[name].encode
    assert encode is not None
    return encode(report.model_copy(update={"overview": (LINE,) * (size // len(LINE.encode()))}))


def many_pieces(name: str, size: int) -> bytes:
    """The example with very many small pieces put in."""
    encode = gds.FORMATS[name].encode
    assert encode is not None
    whole = encode(gds.codecs.json.decode(EXAMPLE.read_bytes()))
    mark, piece = PIECES[name]
    if name not in ("docx", "xlsx"):
        return _with_pieces(whole.decode(), mark, piece, size).encode()
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as before, zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as after:
        for member in before.namelist():
            data = before.read(member)
            if re.fullmatch(r"word/document\.xml|xl/worksheets/sheet1\.xml", member):
                data = _with_pieces(data.decode(), mark, piece, size).encode()
            after.writestr(member, data)
    return made.getvalue()


def _with_pieces(text: str, mark: str, piece: str, size: int) -> str:
    at = text.index(mark) + len(mark)
    return text[:at] + piece * (size // len(piece.encode())) + text[at:]


def unpacked(data: bytes, name: str) -> int:
    """The bytes that a reader has to go through: those in the archive, where the format is one."""
    if name not in ("docx", "xlsx"):
        return len(data)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return sum(member.file_size for member in archive.infolist())


def peak(data: bytes, name: str, scratch: Path) -> tuple[str, float]:
    """What came of reading a document in a process of its own, and the most memory that this had, in MB."""
    path = scratch / name
    path.write_bytes(data)
    ran = subprocess.run([sys.executable, "-c", MEASURE, path, name], check=True, capture_output=True, text=True)
    said, kilobytes = ran.stdout.split()
    return said, int(kilobytes) / 1024
