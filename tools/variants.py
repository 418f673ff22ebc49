"""Read many variants of published reports, and record how each format, layout and deformation came out.

    python tools/variants.py [--seeds FIRST:END] [--formats text,html] [--write]

Every seed is a recipe of `gov_disclosure_schema.testing`. The exit code is 1 where a number was put into a wrong cell,
where one was lost in silence, or where reading raised; the recipes of those are printed. `--write` records the run in
`docs/reference/variants.md`.
"""

from __future__ import annotations

import argparse
import platform
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from gov_disclosure_schema import read
from gov_disclosure_schema.reading import FORMATS
from gov_disclosure_schema.testing import DEFORMATIONS, LAYOUTS, Recipe, verdict

PAGE = Path(__file__).parent.parent / "docs" / "reference" / "variants.md"
FAULTS = ("wrong", "silent", "raised")
COUNTED = ("right", "lost", "left", "wrong", "silent")
SHOWN = 40


class Outcome(NamedTuple):
    """What came of one recipe: cells by what they came to, or what was raised."""

    recipe: Recipe
    cells: Counter[str]
    example: str = ""


def outcome(recipe: Recipe) -> Outcome:
    """Make a variant and read it."""
    variant = recipe.variant()
    try:
        found = verdict(variant, read(variant.data, variant.format))
    except Exception as error:  # noqa: BLE001  (whatever it is, it is counted)
        return Outcome(recipe, Counter(raised=1), repr(error)[:200])
    cells = Counter({name: len(addresses) for name, addresses in found._asdict().items() if addresses})
    return Outcome(recipe, cells, ", ".join((*found.wrong, *found.silent, *found.left, *found.texts)[:2]))


def ran(seeds: range, formats: Iterable[str], processes: int) -> list[Outcome]:
    """The outcome of each seed."""
    recipes = [Recipe.drawn(seed, tuple(formats)) for seed in seeds]
    if processes == 1:
        return [*map(outcome, recipes)]
    with ProcessPoolExecutor(processes) as pool:
        return [*pool.map(outcome, recipes, chunksize=50)]


def table(rows: dict[str, list[Outcome]], heads: str) -> list[str]:
    """Rows of counts, in Markdown."""
    names = ["documents", "right", "lost, told", "not taken, told", "wrong", "silent", "raised"]
    lines = ["| " + " | ".join([heads, *names]) + " |", "|" + "---|" * heads.count("|") + "---|" + "--:|" * len(names)]
    for name, outcomes in rows.items():
        total = sum((one.cells for one in outcomes), Counter[str]())
        counts = [len(outcomes), *(total[key] for key in (*COUNTED, "raised"))]
        lines.append("| " + " | ".join([name, *(f"{count:,}".replace(",", " ") for count in counts)]) + " |")
    return lines


def page(outcomes: list[Outcome], seeds: range) -> str:
    """The record of a run."""
    by_layout: defaultdict[str, list[Outcome]] = defaultdict(list)
    by_deformation: defaultdict[str, list[Outcome]] = defaultdict(list)
    by_form: defaultdict[str, list[Outcome]] = defaultdict(list)
    for one in outcomes:
        by_layout[f"{one.recipe.format} | `{one.recipe.layout}`"].append(one)
        by_form[one.recipe.edition].append(one)
        for name in one.recipe.deformations or ("(none)",):
            by_deformation[name].append(one)
    order = [f"{name} | `{layout}`" for name, layouts in LAYOUTS.items() for layout in layouts]
    described = {
        f"`{name}` | {DEFORMATIONS[name].entry if name in DEFORMATIONS else 'The page as the layout has it'}": found
        for name in ("(none)", *DEFORMATIONS)
        if (found := by_deformation[name])
    }
    total = sum((one.cells for one in outcomes), Counter[str]())
    due = total["right"] + total["left"] + total["wrong"] + total["silent"]
    when = datetime.now(UTC).date()
    of = f"Python {platform.python_version()}, lxml {version('lxml')}, Hypothesis {version('hypothesis')}"
    share = 100 * total["right"] / max(due, 1)
    lines = [
        "<!-- Written by tools/variants.py from a recorded run; do not edit. -->",
        "# Variants of published reports, and how they are read",
        "",
        f"A run of {when}: seeds {seeds.start} to {seeds.stop - 1}, {of}. `nox -s variants` makes another.",
        "",
        f"Of {len(outcomes)} documents with {sum(total[key] for key in COUNTED)} cells, {total['right']} cells were",
        f"read as printed, that is {share:.3f} % of the {due} that the pages show with certainty. {total['lost']} were",
        f"lost on the page, and told; {total['left']} were on the page, not taken, and told; {total['wrong']} were put",
        f"into a wrong cell; {total['silent']} were lost in silence. {total['raised']} documents could not be read. Of",
        f"organs, years and narrative sections, {total['texts']} were read otherwise than printed.",
        "",
        "A variant is a report of any form in a format and a layout, with up to five deformations at a time, each as",
        "met in published reports; `gov_disclosure_schema.testing` makes them, and knows what a sound reader makes of",
        "them. A document counts once for each of its deformations.",
        "",
        "## By format and layout",
        "",
        *table({name: by_layout[name] for name in order if by_layout[name]}, "format | layout"),
        "",
        "## By form",
        "",
        *table(dict(sorted(by_form.items())), "form"),
        "",
        "## By deformation",
        "",
        *table(described, "name | deformation"),
        "",
    ]
    return "\n".join(lines)


def main() -> int:
    """Run, tell, and record if asked to."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("--seeds", default="0:10000")
    parser.add_argument("--formats", default=",".join(name for name in LAYOUTS if name in FORMATS))
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    seeds = range(*map(int, given.seeds.split(":")))
    outcomes = ran(seeds, given.formats.split(","), given.processes)
    total = sum((one.cells for one in outcomes), Counter[str]())
    print(f"{len(outcomes)} documents: " + ", ".join(f"{name} {total[name]}" for name in (*COUNTED, "raised", "texts")))
    for kind in (*FAULTS, "left", "texts"):
        for one in [one for one in outcomes if one.cells[kind]][:SHOWN]:
            print(f"{kind} {one.cells[kind]}: {one.recipe}: {one.example}")
    if given.write:
        PAGE.write_text(page(outcomes, seeds), encoding="utf-8")
        print(f"written: {PAGE.name}")
    return int(any(total[kind] for kind in FAULTS))


if __name__ == "__main__":
    sys.exit(main())
