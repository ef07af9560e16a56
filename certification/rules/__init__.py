"""Schemes judged on evidence. Pure: no database, no clock, no Django.

- `reading.py` YAML 1.2; `taking.py` fields with their paths, unknown ones refused.
- `days.py` durations, periods, spans of days.
- `scheme.py`, `requirements.py`, `evidence.py` what there is; `schemes.py`, `requires.py`,
  `records.py` read it from YAML.
- `selecting.py` which records, `amounts.py` how much of them counts.
- `judging.py` and its neighbours `sums.py`, `periodic.py`, `gaps.py`, `single.py` one line each;
  `standing.py` the whole answer, `tree.py` its shape.

The language is that of scheme/1 and evidence/1 (docs/schemes.md).
"""

from certification.rules.expiry import valid_until
from certification.rules.files import evidence_of, scheme_of, text_of
from certification.rules.reading import documents
from certification.rules.schemes import scheme_in
from certification.rules.standing import held_of, line_called, standing
from certification.rules.taking import Refused

__all__ = [
    "Refused",
    "documents",
    "evidence_of",
    "held_of",
    "line_called",
    "scheme_in",
    "scheme_of",
    "standing",
    "text_of",
    "valid_until",
]
