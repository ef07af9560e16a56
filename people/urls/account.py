"""Below /<lang>/account/, before allauth's own: what is one's own, and the ways in."""

urlpatterns: list = []
