"""Below /<lang>/people/: for those who invite, and give and end roles."""

urlpatterns: list = []
