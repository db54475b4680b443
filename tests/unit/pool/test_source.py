"""A file of instruments is read row by row, and refused whole only when it cannot be read."""

import gzip
import io

import pytest

from app.kernel.errors import Invalid
from app.pool.importing.lines import Lines
from app.pool.importing.report import RefusedRow
from app.pool.importing.rows import read_row
from app.pool.importing.source import AT_ONCE, BY_COMMAND, Source


def source(text, encoding="utf-8"):
    return Source(io.BytesIO(text if isinstance(text, bytes) else text.encode(encoding)))


def refusal(content):
    with pytest.raises(Invalid) as refused:
        list(source(content))
    return [problem.code for problem in refused.value.problems]


def rows(content):
    return [(row.line, row.cells.get("name"), row.problem and row.problem.code) for row in source(content)]


def test_columns_stand_in_any_order_and_unknown_ones_are_named():
    read = source("Name , colour,source_id\nLaser,red,1\n")
    assert read.ignored_columns == ("colour",)
    assert [row.cells["source_id"] for row in read] == ["1"]


@pytest.mark.parametrize("pack", [lambda data: data, gzip.compress])
def test_gzip_and_a_byte_order_mark_are_understood(pack):
    assert rows(pack("\ufeffsource_id,name\n1,激光\n".encode())) == [(2, "激光", None)]


def test_a_row_tells_the_line_it_starts_on():
    content = 'source_id,name,description\n1,Laser,"two\nlines"\n\n2,Maser,\n'
    assert rows(content) == [(2, "Laser", None), (5, "Maser", None)]


def test_only_the_row_that_is_not_utf8_is_refused():
    content = b"source_id,name\n1,Laser\n2,caf\xe9 bar\n3,Maser\n"
    assert [(line, problem) for line, _, problem in rows(content)] == [(2, None), (3, "not_utf8"), (4, None)]


def test_a_row_with_too_many_cells_is_refused():
    assert rows("source_id,name\n1,Laser,x\n2,Maser,\n") == [
        (2, "Laser", "too_many_cells"),
        (3, "Maser", None),
    ]


def test_an_endless_quote_is_refused_and_ends_nothing_else():
    content = "source_id,name\n" + '1,"' + "x" * 200_000 + '"\n2,Maser\n'
    assert [(line, problem) for line, _, problem in rows(content)] == [(2, "unreadable_row"), (3, None)]


@pytest.mark.parametrize("open_quote", ['2,"Open,x', '2,Open,"x', '2,"Op""en",x"y"', '2,"Open"x,y'])
def test_a_quote_that_nobody_closes_swallows_no_other_row(open_quote):
    content = f'source_id,name,maker\n1,Laser,\n{open_quote}\n3,"Maser",\n4,Taser,\n'
    kept = [(line, name, problem) for line, name, problem in rows(content) if name != "Open"]
    assert (2, "Laser", None) in kept
    assert kept[-2:] == [(4, "Maser", None), (5, "Taser", None)]


def test_a_quote_left_open_in_the_last_row_is_refused():
    assert rows('source_id,name\n1,Laser\n2,"Maser\n') == [(2, "Laser", None), (3, None, "unreadable_row")]


def test_rows_of_open_quotes_only_are_no_csv_at_all():
    assert refusal("source_id,name\n" + '1,"x""y\n' * 5000) == ["unreadable_file"]


def test_a_small_file_that_unpacks_without_end_is_refused():
    bomb = io.BytesIO(gzip.compress(b"x\n" * 10**6))
    assert len(bomb.getvalue()) < 10_000
    with pytest.raises(Invalid) as refused:
        list(Lines(bomb, most_bytes=100_000))
    assert refused.value.code == "file_too_large"


@pytest.mark.parametrize("row", ["x\n", "\n"])
def test_a_file_of_too_many_rows_is_refused(row):
    assert refusal("source_id,name\n" + row * (BY_COMMAND.most + 1)) == ["file_too_large"]
    with pytest.raises(Invalid) as refused:
        list(Source(io.BytesIO(b"source_id,name\n" + row.encode() * (AT_ONCE.most + 1)), AT_ONCE))
    assert "flask import instruments" in (refused.value.problems[0].fix or "")


@pytest.mark.parametrize(
    ("content", "codes"),
    [
        ("", ["empty_file"]),
        ("\n\n", ["empty_file"]),
        ("id,title\n1,Laser\n", ["missing_column", "missing_column"]),
        ("source_id;name\n1;Laser\n", ["no_commas"]),
        ("source_id,name,name\n1,Laser,x\n", ["column_twice"]),
        ("source_id,name\n1,激光\n".encode("utf-16"), ["not_utf8"]),
        ("source_id,name,备注\n".encode("gbk"), ["not_utf8"]),
        (gzip.compress(b"source_id,name\n1,Laser\n" * 100, mtime=0)[:-20], ["unreadable_file"]),
        (b"source_id,name\n1," + b"x" * 1_000_001, ["unreadable_file"]),
    ],
)
def test_what_is_no_such_file_is_refused_whole(content, codes):
    assert refusal(content.encode() if isinstance(content, str) else content) == codes


def fields_of(line):
    (row,) = map(read_row, source(f"source_id,name,lat,lon,year,link,maker\n{line}\n"))
    assert isinstance(row, RefusedRow)
    return [problem.field for problem in row.problems]


@pytest.mark.parametrize(
    ("line", "fields"),
    [
        (",Laser,,,,,", ["source_id"]),
        ("1,<br>,,,,,", ["name"]),
        ("1,Laser,91,0,,,", ["lat"]),
        ("1,Laser,north,0,,,", ["lat"]),
        ("1,Laser,nan,181,,,", ["lat", "lon"]),
        ("1,Laser,31,,,,", ["lon"]),
        ("1,Laser,,,20,,", ["year"]),
        ("1,Laser,,,1066,,", ["year"]),
        ("1,Laser,,,,javascript:alert(1),", ["link"]),
        (f"{'9' * 201},Laser,,,,,{'x' * 201}", ["source_id", "maker"]),
    ],
)
def test_every_wrong_cell_of_a_row_is_named(line, fields):
    assert fields_of(line) == fields


def test_a_row_is_known_again_by_its_content():
    first, second, other = map(read_row, source("source_id,name\n1,Laser\n1, Laser \n1,Maser\n"))
    assert first.content_hash == second.content_hash != other.content_hash
