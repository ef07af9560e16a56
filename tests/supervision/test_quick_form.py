"""A session written down with a few taps: kept at once, in words when it can't be."""
