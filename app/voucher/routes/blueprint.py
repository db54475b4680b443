"""The one blueprint of the voucher side's pages."""

from flask import Blueprint

pages = Blueprint("voucher", __name__)

ROWS = 50
"""How many rows a list shows at once."""
