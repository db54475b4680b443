"""`bench load`: volume in which every invariant holds."""

from flask.testing import FlaskCliRunner

SMALL = ["bench", "load", "--instruments", "30", "--bookings", "400"]


def test_what_is_loaded_verifies_and_leaves_nothing_due(cli: FlaskCliRunner):
    loaded = cli.invoke(args=SMALL)
    assert loaded.exit_code == 0, loaded.output
    assert "bench1@demo.example" in loaded.stdout

    verified = cli.invoke(args=["verify"])
    assert verified.exit_code == 0, verified.output
    assert "done 0, failed 0" in cli.invoke(args=["jobs", "run-all"]).stdout


def test_a_database_in_use_is_refused(cli: FlaskCliRunner):
    cli.invoke(args=SMALL)

    again = cli.invoke(args=SMALL)

    assert again.exit_code == 1
    assert "not empty" in again.stderr


def test_too_many_bookings_for_the_instruments_are_refused_and_nothing_stays(cli: FlaskCliRunner):
    result = cli.invoke(args=["bench", "load", "--instruments", "1", "--bookings", "50000"])

    assert result.exit_code == 1
    assert "Too many bookings" in result.stderr
    assert cli.invoke(args=SMALL).exit_code == 0
