"""The evidence of one voucher as a ZIP that anybody can check, without us and without the database."""
