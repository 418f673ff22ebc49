"""A report in each layout that crawlers and converters leave in text (all but aligned spaces).

Every function takes a report and gives text; a blank cell is printed as `blank`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from gov_disclosure_schema import PublishedReport
from gov_disclosure_schema.document.layout import Box, grid_of, layouts
from gov_disclosure_schema.report import cell_values, heading_of, sections

Line = list[tuple[Box | None, str]]


def _filled(report: PublishedReport, section: str, blank: str) -> Iterator[Line]:
    """The rows of a section's table as boxes with what is printed in them; None and nothing where a span covers."""
    values = cell_values(report)
    for row in grid_of(layouts(report.edition)[section]):
        line: Line = []
        for box in row:
            if box is None:
                line.append((None, ""))
            elif box.address:
                value = values[box.address]
                line.append((box, blank if value is None else str(value)))
            else:
                line.append((box, box.text))
        yield line


def _text(report: PublishedReport, table: Callable[[str], list[str]], between: str = "\n") -> str:
    lines = [report.title or "", ""]
    for section in sections():
        lines += [heading_of(section), ""]
        if section in layouts(report.edition):
            lines += [between.join(table(section)), ""]
        else:
            for paragraph in getattr(report, section):
                lines += [paragraph, ""]
    return "\n".join(lines)


def tabs(report: PublishedReport, blank: str = "") -> str:
    """1. Tabs, every covered field kept empty."""
    return _text(report, lambda section: ["\t".join(t for _, t in row) for row in _filled(report, section, blank)])


def ragged_tabs(report: PublishedReport, blank: str = "") -> str:
    """1. Tabs, fields covered from above lost, and those beside a value filled up at the end."""

    def table(section: str) -> list[str]:
        lines = []
        for row in _filled(report, section, blank):
            kept = [text for n, (box, text) in enumerate(row) if box is not None or (n and row[n - 1][0] is not None)]
            lines.append("\t".join(kept + [""] * (len(row) - len(kept))))
        return lines

    return _text(report, table)


def _printed(row: Line) -> list[str]:
    return [text for box, text in row if box is not None]


def one_a_line(report: PublishedReport, blank: str = "") -> str:
    """2. One cell a line; a blank cell is an empty line."""
    return _text(report, lambda section: [text for row in _filled(report, section, blank) for text in _printed(row)])


def one_a_line_spaced(report: PublishedReport, blank: str = "") -> str:
    """2. One cell a line, an empty line between two."""
    return _text(
        report, lambda section: [text for row in _filled(report, section, blank) for text in _printed(row)], "\n\n"
    )


def one_a_line_vanished(report: PublishedReport, blank: str = "") -> str:
    """2. One cell a line; a blank cell has vanished altogether."""
    return _text(
        report,
        lambda section: [text for row in _filled(report, section, blank) for text in _printed(row) if text.strip()],
    )


def trailing_pipes(report: PublishedReport, blank: str = "") -> str:
    """3. Pipes at the end of cells, merged cells dropped."""
    return _text(
        report,
        lambda section: ["".join(f"{text} | " for text in _printed(row)) for row in _filled(report, section, blank)],
    )


def markdown(report: PublishedReport, blank: str = "") -> str:
    """4. Markdown rows, merged cells as empty ones."""

    def table(section: str) -> list[str]:
        rows = list(_filled(report, section, blank))
        lines = ["|" + "|".join(f" {text} " if text else "" for _, text in row) + "|" for row in rows]
        return [lines[0], "|" + "---|" * len(rows[0]), *lines[1:]]

    return _text(report, table)


def pipe_a_line(report: PublishedReport, blank: str = "") -> str:
    """5. One cell a line, each ended by a pipe."""
    return _text(
        report,
        lambda section: [f"{text} |".lstrip() for row in _filled(report, section, blank) for text in _printed(row)],
    )


def grid_in_one_line(report: PublishedReport, blank: str = "/") -> str:
    """7. The grid's fifteen numbers in one line, told apart by spaces."""

    def table(section: str) -> list[str]:
        rows = list(_filled(report, section, blank))
        if section != "remedies":
            return ["\t".join(text for _, text in row) for row in rows]
        return ["\t".join(_printed(row)) for row in rows[:-1]] + [" ".join(_printed(rows[-1]))]

    return _text(report, table)


def three_grids(report: PublishedReport, blank: str = "") -> str:
    """7. The grid as three tables of five."""

    def table(section: str) -> list[str]:
        rows = list(_filled(report, section, blank))
        if section != "remedies":
            return ["\t".join(text for _, text in row) for row in rows]
        values, heads = _printed(rows[-1]), _printed(rows[1])[:5]
        names = [_printed(rows[0])[0], *_printed(rows[1])[5:]]
        return [
            line
            for n, name in enumerate(names)
            for line in (name, "\t".join(heads), "\t".join(values[5 * n : 5 * n + 5]), "")
        ]

    return _text(report, table)


LAYOUTS = {
    layout.__name__: layout
    for layout in (
        tabs,
        ragged_tabs,
        one_a_line,
        one_a_line_spaced,
        one_a_line_vanished,
        trailing_pipes,
        markdown,
        pipe_a_line,
        grid_in_one_line,
        three_grids,
    )
}
