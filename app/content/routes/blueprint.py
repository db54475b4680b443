"""The blueprint of the pages of content."""

from flask import Blueprint

pages = Blueprint("content", __name__)

ROWS = 20
ZONE = "Asia/Shanghai"
