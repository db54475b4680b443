"""Passwords of people who are made up for tests: checked by the application as any other, in no time."""

from argon2 import PasswordHasher
from flask import Flask
from sqlalchemy import update

from app.accounts.models import Person
from app.accounts.passwords import PasswordHash
from app.infra.db import db, transaction

# How long a check takes is written in the hash: our own takes 150 ms of a processor and 64 MiB.
_hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


def quick_hash(password: str) -> PasswordHash:
    return PasswordHash(_hasher.hash(password))


def let_all_sign_in_quickly(app: Flask, password: str) -> None:
    """Give everybody who has a password this one."""
    people = update(Person).where(Person.password_hash.is_not(None))
    with app.app_context():
        transaction(lambda: db.session.execute(people.values(password_hash=quick_hash(password))))
