"""The news of the demo pool: what an operator would have written since it was founded."""

from app.demo.news.writing import write_news

__all__ = ["write_news"]
