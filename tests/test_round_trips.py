"""What is written is read back as the same report, byte for byte where the bytes are canonical."""

from __future__ import annotations

import json
from functools import partial
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

import gov_disclosure_schema as gds
from gov_disclosure_schema.editions import EDITIONS, FORMS
from gov_disclosure_schema.report import cell_values
from gov_disclosure_schema.testing import broken, published_reports, reports

CODECS = {name: getattr(gds.codecs, name) for name in ("json", "text", "xml")}
in_every_format = pytest.mark.parametrize("codec", CODECS.values(), ids=CODECS)
MORE = settings(max_examples=2 * settings().max_examples)
EDITION = st.sampled_from([*EDITIONS])
EVERY_RULE = st.sampled_from(sorted({identity.rule for identity in gds.identities()}))


def of_any_edition(**how: Any) -> st.SearchStrategy[gds.AnnualReport]:
    return EDITION.flatmap(lambda edition: reports(edition=edition, **how))


def of_any_form(**how: Any) -> st.SearchStrategy[gds.PublishedReport]:
    return st.sampled_from([*FORMS]).flatmap(lambda form: published_reports(edition=form, **how))


@in_every_format
class TestOneFormat:
    """decode(encode(r)) == r for every report r, and encode(decode(x)) == x for every canonical x."""

    @MORE
    @given(report=of_any_edition())
    def test_a_report_comes_back_equal_of_the_same_classes_and_written_the_same(self, codec, report):
        data = codec.encode(report)
        again = codec.decode(data)
        assert again == report
        assert type(again) is type(report)
        assert list(cell_values(again).items()) == list(cell_values(report).items())
        assert codec.encode(again) == data

    @MORE
    @given(published=of_any_form())
    def test_a_published_report_comes_back_too_blanks_and_broken_sums_and_all(self, codec, published):
        if published.title is None and codec is gds.codecs.text:
            with pytest.raises(gds.EncodeError):
                codec.encode(published)
            return
        data = codec.encode(published)
        again = codec.decode(data, gds.PublishedReport)
        assert again == published
        assert codec.encode(again) == data

    @given(report=of_any_edition(max_paragraphs=3))
    def test_both_doors_read_and_write_the_same(self, codec, report):
        published = gds.PublishedReport.model_validate(report.model_dump())
        assert codec.encode(published) == codec.encode(report)
        assert codec.decode(codec.encode(report), gds.PublishedReport) == published
        assert codec.decode(codec.encode(report), gds.PublishedReport).verified() == report

    @given(wrong=st.builds(partial, st.just(broken), EVERY_RULE, edition=EDITION).flatmap(lambda draw: draw()))
    def test_a_broken_report_is_carried_as_it_is_and_refused_at_the_strict_door(self, codec, wrong):
        data = codec.encode(wrong)
        assert codec.decode(data, gds.PublishedReport) == wrong
        with pytest.raises(gds.InvalidReport) as refused:
            codec.decode(data)
        due = sorted((finding.rule, at) for finding in gds.check(wrong).errors for at in finding.at)
        assert sorted((finding.rule, at) for finding in refused.value.findings for at in finding.at) == due
        assert all(finding.position is not None for finding in refused.value.findings)

    @given(report=of_any_edition(max_paragraphs=3))
    def test_canonical_bytes_are_utf_8_with_one_line_feed_at_the_end_and_no_mark(self, codec, report):
        text = codec.encode(report).decode()
        assert text.endswith("\n")
        assert not text.endswith("\n\n")
        assert not text.startswith("\ufeff")
        assert "\r" not in text

    def test_the_largest_report_is_carried(self, codec, report):
        """200 paragraphs of the greatest length in each section."""
        text = ("😀一" * 9000)[: 2**14 - 1]
        longest: dict[str, Any] = dict.fromkeys(
            ("overview", "problems_and_improvements", "other_matters"), (text,) * 200
        )
        large = report.model_copy(update=longest)
        assert codec.decode(codec.encode(large)) == large


class TestAcrossFormats:
    """From one format to any other and back, not a byte is lost."""

    @given(report=of_any_edition())
    def test_round_all_formats_byte_for_byte(self, report):
        first = gds.codecs.text.encode(report)
        data, last = first, CODECS["text"]
        for codec in (CODECS["json"], CODECS["text"], CODECS["xml"], CODECS["json"], CODECS["xml"], CODECS["text"]):
            data, last = codec.encode(last.decode(data)), codec
        assert data == first

    @given(published=of_any_form().filter(lambda report: report.title is not None))
    def test_published_reports_too(self, published):
        first = gds.codecs.text.encode(published)
        data, last = first, CODECS["text"]
        for codec in (CODECS["json"], CODECS["xml"], CODECS["text"]):
            data, last = codec.encode(last.decode(data, gds.PublishedReport)), codec
        assert data == first


class TestOtherSpellingsOfJson:
    """White space between tokens, escapes in strings and the order of keys say nothing."""

    @given(
        report=of_any_edition(max_paragraphs=3),
        indent=st.sampled_from([None, 0, 1, "\t"]),
        separators=st.sampled_from([(",", ":"), (", ", ": "), (" ,\r\n", "\t:\n")]),
        escaped=st.booleans(),
        order=st.randoms(use_true_random=False),
    )
    def test_the_same_report_is_read(self, report, indent, separators, escaped, order):
        canonical = gds.codecs.json.encode(report)
        other = json.dumps(
            shuffled(json.loads(canonical), order), indent=indent, separators=separators, ensure_ascii=escaped
        )
        assert gds.codecs.json.decode(other.encode()) == report
        assert gds.codecs.json.encode(gds.codecs.json.decode(other.encode())) == canonical

    @given(report=of_any_edition(max_paragraphs=1))
    def test_optional_fields_may_be_null(self, report):
        fields = json.loads(gds.codecs.json.encode(report))
        stated = dict.fromkeys(gds.PublishedReport.model_fields) | fields
        assert gds.codecs.json.decode(json.dumps(stated).encode()) == report


def shuffled(value: Any, order: Any) -> Any:
    if not isinstance(value, dict):
        return value
    pairs = [(key, shuffled(inner, order)) for key, inner in value.items()]
    order.shuffle(pairs)
    return dict(pairs)
