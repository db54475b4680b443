"""L9: the same key and body give the same answer and no new rows; with another body, an error."""

import threading
from collections import Counter

import pytest
from flask import Flask, g

from app.infra.api import Answer, ApiBlueprint, Body, writes
from app.infra.events import SYSTEM, history, record
from app.kernel.errors import Conflict
from tests.support.application import Addition
from tests.support.moments import NOON


class NoteBody(Body):
    text: str


class NoteAnswer(Answer):
    number: int


def _add_notes(app: Flask) -> None:
    notes = ApiBlueprint("notes", __name__)

    @notes.post("/notes")
    @writes(body=NoteBody, answer=NoteAnswer, status=201)
    def add(body: NoteBody) -> NoteAnswer:
        record(subject_kind="note", subject_ref="N", action=body.text, at=NOON, actor=SYSTEM)
        if body.text == "taken":
            raise Conflict("slot_taken", "Taken.")
        return NoteAnswer(number=len(history("note", "N")))

    @notes.before_request
    def caller() -> None:
        g.caller = "person:1"

    app.register_blueprint(notes, url_prefix="/api/test")


@pytest.fixture
def addition() -> Addition:
    return _add_notes


def send(client, text, key="k1"):
    return client.post("/api/test/notes", json={"text": text}, headers={"Idempotency-Key": key})


def written(app) -> int:
    with app.app_context():
        return len(history("note", "N"))


def test_the_same_request_is_done_once_and_answered_alike(app, client):
    first, second = send(client, "hello"), send(client, "hello")
    assert (first.status_code, first.json) == (201, {"number": 1}) == (second.status_code, second.json)
    assert second.headers["Idempotency-Replayed"] == "true"
    assert written(app) == 1


def test_the_same_key_for_another_body_is_refused(app, client):
    send(client, "hello")
    altered = send(client, "good-bye")
    assert (altered.status_code, altered.json["code"]) == (422, "idempotency_mismatch")
    assert written(app) == 1


def test_a_refusal_is_replayed_and_leaves_nothing_written(app, client):
    first, second = send(client, "taken"), send(client, "taken")
    assert first.status_code == second.status_code == 409
    assert second.json == first.json
    assert written(app) == 0


def test_a_body_that_does_not_fit_does_not_use_up_the_key(client):
    assert send(client, 5).status_code == 422
    assert send(client, "hello").status_code == 201


def test_of_many_at_once_one_works_and_the_others_hear_its_answer(app):
    answers = Counter()

    def client() -> None:
        response = send(app.test_client(), "hello")
        answers[response.status_code, response.json["number"]] += 1

    threads = [threading.Thread(target=client) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == {(201, 1): 12}
    assert written(app) == 1
