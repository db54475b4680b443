"""`import instruments` as a program that reads its output sees it."""

import gzip
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner

from app.pool import queries as pool

HEADER = "source_id,name,name_zh,institution,country,lat,colour\n"
GOOD = "m1,Mass spectrometer,质谱仪,Lake Institute,China,31.5,\n"


@pytest.fixture
def csv(tmp_path: Path):
    def write(*rows: str, header: str = HEADER) -> str:
        path = tmp_path / "instruments.csv"
        path.write_text(header + "".join(rows), encoding="utf-8")
        return str(path)

    return write


def load(cli: FlaskCliRunner, path: str, *options: str):
    return cli.invoke(args=["import", "instruments", path, *(options or ["--by-institution"])])


def found(app: Flask, query: str, **wanted) -> list[str]:
    with app.app_context():
        page = pool.catalogue(pool.CatalogueFilter(q=query, **wanted), limit=5)
        return [item.name for item in page.items]


def test_imported_instruments_are_found_at_once_in_both_languages(app: Flask, cli: FlaskCliRunner, csv):
    result = load(cli, csv(GOOD.replace("31.5", "")))

    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines()[-1] == "added 1, updated 0, unchanged 0, refused 0"
    assert found(app, "质谱仪") == found(app, "spectrometer") == ["Mass spectrometer"]


def test_without_the_template_they_wait_as_drafts(app: Flask, cli: FlaskCliRunner, csv):
    load(cli, csv(GOOD.replace("31.5", "")), "--by-institution", "--no-template")

    assert found(app, "spectrometer") == []
    assert found(app, "spectrometer", state=None) == ["Mass spectrometer"]


def test_the_report_names_refused_rows_and_ignored_columns(cli: FlaskCliRunner, csv):
    result = load(cli, csv("m1,One,,Lake,China,,\n", "m2,,,Lake,China,,\n", "m3,Three,,Lake,China,north,\n"))

    *lines, last = result.stdout.splitlines()
    assert result.exit_code == 0
    assert lines[0] == "ignored columns: colour"
    assert lines[1].startswith("line 3 (m2): name: ")
    assert lines[2].startswith("line 4 (m3): lat: ")
    assert last == "added 1, updated 0, unchanged 0, refused 2"


def test_a_second_import_changes_what_changed(cli: FlaskCliRunner, csv):
    load(cli, csv("m1,One,,Lake,,,\n", "m2,Two,,Lake,,,\n"))
    result = load(cli, csv("m1,One,,Lake,,,\n", "m2,Deux,,Lake,,,\n"))

    assert result.stdout.splitlines()[-1] == "added 0, updated 1, unchanged 1, refused 0"


def test_a_dry_run_reports_and_writes_nothing(app: Flask, cli: FlaskCliRunner, csv):
    path = csv("m1,One,,Lake,,,\n")
    rehearsed = load(cli, path, "--by-institution", "--dry-run")

    assert rehearsed.stdout.splitlines()[-1] == "added 1, updated 0, unchanged 0, refused 0"
    assert found(app, "One", state=None) == []
    assert load(cli, path).stdout.splitlines()[-1] == rehearsed.stdout.splitlines()[-1]


def test_a_gzip_file_is_read(cli: FlaskCliRunner, tmp_path: Path):
    path = tmp_path / "instruments.csv.gz"
    path.write_bytes(gzip.compress((HEADER + "m1,One,,Lake,,,\n").encode()))

    assert load(cli, str(path)).stdout.splitlines()[-1] == "added 1, updated 0, unchanged 0, refused 0"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--provider", "nobody"], "no provider with the code nobody"),
        (["--provider", "x", "--by-institution"], "Say whose the instruments are"),
        ([], "no column source_id"),
    ],
)
def test_what_can_not_be_loaded_at_all_ends_with_two(cli: FlaskCliRunner, csv, options: list[str], said: str):
    header = HEADER if options else "name\n"
    result = load(cli, csv("m1,One,,Lake,,,\n" if options else "One\n", header=header), *options)

    assert result.exit_code == 2
    assert said in result.stderr
    assert "Traceback" not in result.output


def test_a_missing_file_is_said_plainly(cli: FlaskCliRunner):
    result = load(cli, "/nowhere/instruments.csv")

    assert result.exit_code == 2
    assert "does not exist" in result.stderr


@pytest.mark.shared
def test_the_real_file_loads_whole_and_a_second_time_changes_nothing(cli: FlaskCliRunner, shared: Path):
    path = str(shared / "data" / "instruments" / "instruments.csv.gz")

    assert load(cli, path).stdout.splitlines()[-1] == "added 3287, updated 0, unchanged 0, refused 0"
    assert load(cli, path).stdout.splitlines()[-1] == "added 0, updated 0, unchanged 3287, refused 0"
