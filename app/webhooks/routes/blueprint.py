"""The one blueprint of the webhooks' pages."""

from flask import Blueprint
from werkzeug.wrappers import Response

pages = Blueprint("webhooks", __name__)

Answer = Response | tuple[str, int]
ZONE = "Asia/Shanghai"
