"""Schemes judged on evidence. Pure: no database, no clock, no Django.

- `reading.py` YAML 1.2; `taking.py` fields with their paths, unknown ones refused.
- `days.py` durations, periods, spans of days.
- `scheme.py`, `requirements.py`, `evidence.py` what there is; `schemes.py`, `requires.py`,
  `records.py` read it from YAML.
- `selecting.py` which records, `amounts.py` how much of them counts.
- `judging.py` and its neighbours `sums.py`, `periodic.py`, `single.py` one line each;
  `standing.py` the whole answer, `tree.py` its shape.

The language is that of scheme/1 and evidence/1 (docs/schemes.md).
"""
