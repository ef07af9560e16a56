"""The sign-in page in the words of this house."""


def test_the_field_takes_a_name_or_an_address_and_says_so(client, db):
    page = client.get("/en/account/login/").content.decode()
    assert "Sign-in name or email address" in page
    assert "placeholder=" not in page


def test_a_site_without_mail_says_whom_to_ask_and_asks_for_no_address(client, db, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    page = client.get("/en/account/password/reset/").content.decode()
    assert "This site sends no mail." in page and 'name="email"' not in page


def test_a_reset_answers_the_same_for_known_and_unknown_addresses(client, ana):
    known = client.post("/en/account/password/reset/", {"email": ana.email})
    unknown = client.post("/en/account/password/reset/", {"email": "nobody@example.org"})
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
