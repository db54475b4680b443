"""The blueprint the modules of this folder add their routes to."""

from flask import Blueprint

pages = Blueprint("accounts", __name__)
