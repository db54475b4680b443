"""`demo load`, and what other commands say about a database that has the demo pool."""

from flask import Flask
from flask.testing import FlaskCliRunner

from app.cli.demo import LOCAL_PASSWORD

NAMES = [
    f"{name}@demo.example"
    for name in (
        "researcher", "manager", "keeper", "provider", "officer", "officer2", "operator", "stranger",
        "city", "xiangcheng",
    )
]  # fmt: skip


def test_every_invariant_holds(demo_cli: FlaskCliRunner):
    result = demo_cli.invoke(args=["verify"])

    assert result.exit_code == 0, result.output


def test_nothing_is_left_for_the_scheduler_and_no_old_mail_goes_out(demo_cli: FlaskCliRunner):
    result = demo_cli.invoke(args=["jobs", "run-all"])

    assert result.exit_code == 0
    assert "deliver_mail" not in result.output
    assert "failed 0" in result.output


def test_a_second_load_says_so_and_prints_the_names_again(demo_cli: FlaskCliRunner):
    result = demo_cli.invoke(args=["demo", "load"])

    assert result.exit_code == 0
    assert "loaded already" in result.output
    assert [line.split()[0] for line in result.output.splitlines() if "@" in line] == NAMES
    assert LOCAL_PASSWORD in result.output


def test_every_name_signs_in_with_the_printed_password(demo_app: Flask):
    for name in NAMES:
        client = demo_app.test_client()
        answer = client.post("/sign-in", data={"email": name, "password": LOCAL_PASSWORD})
        assert answer.status_code == 303, name


def test_the_local_sign_in_page_shows_the_names(demo_app: Flask):
    page = demo_app.test_client().get("/sign-in").text

    assert all(name in page for name in NAMES)


def test_the_sign_in_page_of_another_pool_shows_none(app: Flask):
    assert "researcher@demo.example" not in app.test_client().get("/sign-in").text
