"""Below agreements/: who supervises whom, workplaces, qualifications."""

from django.urls import path

from supervision.views import agreeing, agreement_files, agreements, qualifications, workplaces

ONE = "agreements/<uuid:uuid>/"
MINE = "agreements/qualifications/"
PLACES = "agreements/workplaces/"

urlpatterns = [
    path("agreements/", agreements.index, name="agreements"),
    path("agreements/new/", agreeing.new, name="agreement_new"),
    path(MINE, qualifications.mine, name="qualifications"),
    path(f"{MINE}<int:pk>/remove/", qualifications.remove, name="qualification_remove"),
    path(PLACES, workplaces.index, name="workplaces"),
    path(f"{PLACES}<int:pk>/", workplaces.rename, name="workplace"),
    path(f"{PLACES}<int:pk>/remove/", workplaces.remove, name="workplace_remove"),
    path(ONE, agreements.agreement, name="agreement"),
    path(f"{ONE}change/", agreements.change, name="agreement_change"),
    path(f"{ONE}end/", agreements.end, name="agreement_end"),
    path(f"{ONE}answer/", agreements.answer, name="agreement_answer"),
    path(f"{ONE}withdraw/", agreements.withdraw, name="agreement_withdraw"),
    path(f"{ONE}check/<int:pk>/", qualifications.check, name="qualification_check"),
    path(f"{ONE}file/", agreement_files.fetch, name="agreement_file"),
    path(f"{ONE}file/keep/", agreement_files.keep, name="agreement_file_keep"),
    path(f"{ONE}file/remove/", agreement_files.remove, name="agreement_file_remove"),
]
