"""Holds a data package against the Frictionless standard, and joins its tables in DuckDB: the counts must be the tracker's."""

import collections
import json
import pathlib
import sys

import duckdb
import frictionless

folder, tracker = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
report = frictionless.validate(str(folder / "datapackage.json"))
if not report.valid:
    sys.exit(f"the package is not valid: {report.flatten(['title', 'rowNumber', 'fieldName', 'message'])[:5]}")
tables = {path.stem: f"read_csv('{path}', header = true, all_varchar = true, quote = '\"', strict_mode = false)" for path in folder.glob("*.csv")}
joined = duckdb.sql(
    f"""
    select cases.id, coalesce(recommendations.status, ''), count(*)
    from {tables["recommendations"]} as recommendations
    join {tables["reviews"]} as reviews on reviews."case" = recommendations."case" and reviews.id = recommendations.review
    join {tables["cases"]} as cases on cases.id = recommendations."case"
    group by all
    """
).fetchall()
found = {(case, status): count for case, status, count in joined}
lines = [json.loads(line) for line in tracker.read_text().splitlines()]
expected = collections.Counter((line["case"], line["status"] or "") for line in lines)
if found != dict(expected) or not expected:
    sys.exit(f"the join gives {sum(found.values())} recommendations, the tracker {sum(expected.values())}")
print(f"{sum(found.values())} recommendations in {len({case for case, _ in found})} cases: the package and the tracker agree")
