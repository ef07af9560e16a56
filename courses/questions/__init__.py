"""Questions: what kinds there are, how each is marked, and how a set of them is drawn and passed.

Pure rules: no database, no page, no request, no clock. What is right stays here and never reaches a
browser before an answer does.
"""
