"""The tables of a corpus, made by Spark.

python on_spark.py DOCUMENTS TABLES [--master spark://…]

Every document is read and checked once, by `map_documents` as it is; the three tables, and what is found across years,
come of its rows.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from pyspark.sql import SparkSession
from pyspark.sql.pandas.types import from_arrow_schema

from gov_disclosure_schema.corpus import DOCUMENTS, FINDINGS, ORGANS, compare_organ, map_documents, map_organs, plain

_BATCH = 64
"""Documents that are in memory together."""


def tables(spark: SparkSession, documents: Path, out: Path) -> None:
    """Write the tables of all documents of a folder."""
    folder = f"file:{documents.resolve()}/"
    found = spark.read.format("binaryFile").option("recursiveFileLookup", value=True).load(folder)
    files = found.selectExpr(f"substring(path, {len(folder) + 1}) as path", "content as bytes")
    if left := [*passed_over(documents)]:
        files = files.unionByName(spark.createDataFrame(left, files.schema))
    checked = f"{out}/documents"
    files.mapInArrow(map_documents, from_arrow_schema(DOCUMENTS)).write.parquet(checked)

    rows = spark.read.parquet(checked)
    organs = rows.mapInArrow(map_organs, from_arrow_schema(ORGANS)).groupBy("key")
    years = organs.applyInArrow(compare_organ, from_arrow_schema(plain(FINDINGS)))
    rows.drop("cells", "findings").write.parquet(f"{out}/reports")
    rows.selectExpr("document", "inline(cells)").write.parquet(f"{out}/cells")
    rows.selectExpr("document", "inline(findings)").unionByName(years).write.parquet(f"{out}/findings")


def passed_over(documents: Path) -> Iterator[tuple[str, bytes]]:
    """The files that Spark does not read: empty ones, and those below a name that begins with a dot or a line."""
    for path in sorted(documents.rglob("*")):
        name = path.relative_to(documents)
        if path.is_file() and (not path.stat().st_size or any(part.startswith((".", "_")) for part in name.parts)):
            yield name.as_posix(), path.read_bytes()


def main() -> None:
    """Make the tables that are asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("documents", type=Path)
    parser.add_argument("tables", type=Path)
    parser.add_argument("--master", default="local[*]")
    parser.add_argument("--conf", action="append", default=[], metavar="NAME=VALUE", help="as for spark-submit")
    options = parser.parse_args()
    builder = SparkSession.builder.appName("gov-disclosure").master(options.master)
    builder = builder.config("spark.sql.execution.arrow.maxRecordsPerBatch", _BATCH)
    for setting in options.conf:
        name, _, value = setting.partition("=")
        builder = builder.config(name, value)
    spark = builder.getOrCreate()
    try:
        tables(spark, options.documents, options.tables)
    finally:
        spark.stop()


if __name__ == "__main__":
    main()
