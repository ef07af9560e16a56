from django.core.checks import run_checks

from people.models import User


def ids():
    return {problem.id for problem in run_checks(include_deployment_checks=True)}


def test_a_site_with_demonstration_accounts_is_refused(db):
    User.objects.create_user("ana", email="ana@demo.example", chosen_name="Ana")
    assert "learning.E001" in ids()


def test_a_site_without_them_is_not(ana):
    assert "learning.E001" not in ids()
