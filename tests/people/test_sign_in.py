"""The sign-in page in the words of this house."""


def test_the_field_takes_a_name_or_an_address_and_says_so(client, db):
    page = client.get("/en/account/login/").content.decode()
    assert "Sign-in name or email address" in page
    assert "placeholder=" not in page
