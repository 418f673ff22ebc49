"""What every reader promises of any bytes; the fuzzer breaks its head on it, and what it broke stays as a regression."""

from __future__ import annotations

import gov_disclosure_schema as gds
from gov_disclosure_schema.catalogue import LANGUAGES
from gov_disclosure_schema.codecs import json
from gov_disclosure_schema.findings import Finding
from gov_disclosure_schema.report import cell_values


def reader_is_total(data: bytes, name: str) -> str:
    """Any bytes give an error of ours, or a reading that holds; which of the two.

    An error has findings. A reading's report is what an exact format carries, and each of its numbers stands in a
    place whose text is in the source. Every finding can be said in every language.
    """
    reading = None
    try:
        reading = gds.read(data, format=name)
    except gds.GovDisclosureError as error:
        findings = error.findings
    if reading is None:
        assert findings
        _can_be_said(findings)
        return "refused"
    _can_be_said(reading.findings)
    assert json.decode(json.encode(reading.report), gds.PublishedReport) == reading.report
    numbers = {address for address, value in cell_values(reading.report).items() if value is not None}
    assert numbers <= reading.places.keys(), "a number from nowhere"
    if name == "text":
        sources = [data.decode(charset, "replace") for charset in ("utf-8", "gb18030")]
        printed = [place.printed for place in reading.places.values()]
        assert any(all(text in source for text in printed) for source in sources)
    return "read"


def _can_be_said(findings: tuple[Finding, ...]) -> None:
    assert all(finding.message(language) for finding in findings for language in LANGUAGES)
