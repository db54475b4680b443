"""The one blueprint of booking's pages."""

from flask import Blueprint

pages = Blueprint("booking", __name__)
