import pytest

from app.accounts.people import create_person
from app.accounts.ports import SignInName, Surroundings, wire
from app.infra.db import transaction
from tests.integration.accounts.conftest import NOON, PASSWORD, sign_in


def test_somebody_with_the_right_password_is_signed_in(client, world):
    answer = sign_in(client, world.researcher)

    assert (answer.status_code, answer.location) == (303, "/")
    assert "Researcher" in client.get("/account").text


def test_the_e_mail_address_may_be_written_in_any_case(client, world):
    data = {"email": " RESEARCHER@Demo.example", "password": PASSWORD}

    assert client.post("/sign-in", data=data).status_code == 303


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(app, client, world):
    def page(email: str) -> str:
        answer = client.post("/sign-in?lang=en", data={"email": email, "password": "not this one"})
        assert answer.status_code == 422
        return answer.text.replace(email, "")

    wire(app, Surroundings("http://127.0.0.1:8000", is_local=False, sign_in_names=list))

    assert "The e-mail address or the password is not right." in page(world.researcher.email)
    assert page(world.researcher.email) == page("nobody@demo.example")


def test_a_visitor_is_sent_to_sign_in_and_from_there_to_where_they_wanted(client, world):
    sent = client.get("/account?tab=tokens")
    signed_in = client.post(sent.location, data={"email": world.keeper.email, "password": PASSWORD})

    assert sent.status_code == 302
    assert sent.location == "/sign-in?next=%2Faccount%3Ftab%3Dtokens"
    assert signed_in.location == "/account?tab=tokens"


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "/%5Cevil.example"])
def test_signing_in_never_leads_to_another_site(client, world, target):
    answer = client.post(f"/sign-in?next={target}", data={"email": world.keeper.email, "password": PASSWORD})

    assert answer.location == "/"


def test_who_is_signed_in_already_goes_on_at_once(client, world):
    sign_in(client, world.researcher)

    assert client.get("/sign-in?next=/account").location == "/account"


def test_signing_in_starts_a_new_session(client, world):
    with client.session_transaction() as session:
        session["planted"] = "by somebody else"
        session["csrf_token"] = "known to somebody else"

    sign_in(client, world.researcher)

    with client.session_transaction() as session:
        assert set(session) == {"person_id", "organisation_id", "epoch"}


def test_after_signing_out_one_is_a_visitor(client, world):
    sign_in(client, world.researcher)

    assert client.post("/sign-out").status_code == 303
    assert client.get("/account").status_code == 302


def test_a_link_can_not_sign_anybody_out(client, world):
    assert client.get("/sign-out").status_code == 405


def test_a_person_without_a_password_can_not_sign_in(app, client, world):
    with app.app_context():
        transaction(lambda: create_person(email="new@demo.example", name="New", now=NOON))

    assert client.post("/sign-in", data={"email": "new@demo.example", "password": ""}).status_code == 422
    assert (
        client.post("/sign-in", data={"email": "new@demo.example", "password": PASSWORD}).status_code == 422
    )


@pytest.mark.parametrize(("is_local", "shown"), [(True, True), (False, False)])
def test_demo_names_are_shown_on_ones_own_machine_only(app, client, is_local, shown):
    names = [SignInName("researcher@demo.example", "a researcher")]
    wire(app, Surroundings("http://127.0.0.1:8000", is_local=is_local, sign_in_names=lambda: names))

    assert ("researcher@demo.example" in client.get("/sign-in").text) is shown
    filled = client.get("/sign-in?email=researcher@demo.example").text
    assert 'value="researcher@demo.example"' in filled, "choosing a name fills the address in"
