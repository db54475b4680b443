"""The one blueprint of the hubs' pages."""

from flask import Blueprint
from werkzeug.wrappers import Response

pages = Blueprint("hubs", __name__)

Answer = Response | tuple[str, int]
