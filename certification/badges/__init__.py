"""Open Badges 3.0: an award as a file that any program can check, without asking us.

- `issuing.py` signs a badge (eddsa-rdfc-2022), `picture.py` draws what it is baked into.
- `status.py` is the list of badges that were taken back (W3C Bitstring Status List 1.0): it carries
  a proof of its own and a last day, so that an old list cannot bring one back. Each key has lists
  of its own, because whoever checks wants badge and list from one issuer.
- `checking.py` reads a badge that somebody brings; `keys.py` has the site's keys as programs name
  them.

The library does the cryptography (openbadgeslib); contexts come with it, nothing is fetched.
"""
