"""What content's events are about (infra.events)."""

from sqlalchemy import String, cast

from app.content import articles
from app.content.models import Article
from app.content.queries import banners, featured
from app.infra.events.subjects import Subject, standing
from app.kernel.text import N_

SUBJECTS = (
    Subject(articles.SUBJECT, N_("Article"), lambda: standing(cast(Article.id, String), Article.state)),
    Subject(banners.SUBJECT, N_("Announcement")),
    Subject(featured.SUBJECT, N_("Featured on the home page")),
)
