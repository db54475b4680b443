"""A file that was cut off on its way is refused whole: half a file looks like a file."""

import io

import pytest

CSV = b"source_id,name\n1,Laser\n2,Maser\n"
IN_CHUNKS = {"wsgi.input_terminated": True, "HTTP_TRANSFER_ENCODING": "chunked"}
DECLARED = {"wsgi.input_terminated": True, "CONTENT_LENGTH": str(len(CSV))}
PATH = "/api/v1/instruments/import"


@pytest.fixture
def upload(pool, client):
    """Send a CSV as the body, as a server hands it over: up to the end of the connection."""

    def send(body, environ):
        return client.post(
            PATH,
            input_stream=io.BytesIO(body),
            content_type="text/csv",
            headers=pool.keeper.headers,
            environ_overrides=environ,
        )

    return send


def drafts(pool):
    return [each["name"] for each in pool.keeper.get("/instruments", state="draft").json["items"]]


def test_a_whole_file_is_loaded(pool, upload):
    assert upload(CSV, DECLARED).json["added"] == 2
    assert drafts(pool) == ["Laser", "Maser"]


def test_a_file_that_was_cut_off_is_refused_and_leaves_nothing(pool, upload):
    answer = upload(CSV[:-3], DECLARED)
    assert (answer.status_code, answer.json["code"]) == (400, "bad_request")
    assert drafts(pool) == []


def test_a_key_is_not_used_up_by_half_a_body(pool, upload):
    key = {"HTTP_IDEMPOTENCY_KEY": "k"}
    assert upload(CSV[:-3], DECLARED | key).status_code == 400
    assert upload(CSV, DECLARED | key).json["added"] == 2


def test_a_file_of_unknown_length_is_sent_as_multipart(pool, client, upload):
    answer = upload(CSV, IN_CHUNKS)
    assert (answer.status_code, answer.json["code"]) == (411, "length_required")
    sent = client.post(PATH, data={"file": (io.BytesIO(CSV), "x.csv")}, headers=pool.keeper.headers)
    assert sent.json["report"] == "added 2, updated 0, unchanged 0, refused 0"


def test_what_is_sent_in_chunks_beyond_the_limit_is_too_large(app, pool, client):
    app.config["MAX_CONTENT_LENGTH"] = 100
    answer = client.post(
        "/api/v1/quotes",
        input_stream=io.BytesIO(b'{"x": "' + b"x" * 200 + b'"}'),
        content_type="application/json",
        headers=pool.researcher.headers,
        environ_overrides=IN_CHUNKS,
    )
    assert (answer.status_code, answer.json["code"]) == (413, "too_large")
