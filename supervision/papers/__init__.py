"""Hours in and out: earlier ones taken in from a table, kept ones taken along with their proof.

- `rows.py` what a line says to people; `proof.py` what proves it; `checking.py` checks it from the
  file alone; `paper.py` sets it for print and `signing.py` signs the print.
- `reading.py` makes rows of a table, `importing.py` takes them in; `evidence.py` keeps the scans.

Decisions a newcomer would otherwise undo (`docs/decisions/0046`):
- Names stand in the cover of a proof only; the chain below knows random names (rejected: names in
  the links, which a person who leaves would break).
- A proof is RFC 8785 JSON to the last byte, so that no byte of it can change unseen.
- The key that signs PDF files is drawn from the site's own (rejected: one more secret to keep, and
  Ed25519 in a PDF, which few readers know).
"""
