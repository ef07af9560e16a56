"""Between a draft and its readers: who has lived it, who knows the language, who publishes.

The steps are tasks of Wagtail's own workflow (`courses.models.review`), handed from one to the
next by Wagtail; there is no engine of ours. What is ours: for whom each step is, the forms, the
desk, and what is kept. A draft that is being read is locked, so that what was read is what is
published.

A review by somebody who has lived it is theirs: it counts after they agreed in words, stands under
their name in our own row and nowhere in Wagtail's, and can be taken back at any time.

Rejected: groups as tasks (`GroupApprovalTask`). A group may edit what it approves, is not bound
to a course or a language, and a person may approve what they wrote themselves.
"""
