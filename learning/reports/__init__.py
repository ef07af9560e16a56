"""Reports to those who pay: figures of a time, made once and never changed.

- `figures.py` works them out, `meanings.py` says what each means, where it comes from, who sees it.
- `making.py` keeps a report, `taking.py` hands it over as PDF or XLSX, in any language on offer.

Totals of the organisation's own work are exact. What tells of people by a trait is kept back under
five (`office.few`), as opinions are; no opinion stands in a report.
"""
