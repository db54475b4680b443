"""Builds the application: extensions, packages, error table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from apiflask import APIFlask
from flask_migrate import Migrate
from flask_wtf import CSRFProtect
from jinja2 import StrictUndefined

from app import parts
from app.accounts.access import own_language
from app.accounts.domain.permissions import Permission
from app.cli import COMMANDS
from app.infra.api.document import finish_document
from app.infra.assets import init_assets
from app.infra.config import ROOT
from app.infra.db import db
from app.infra.db.engine import engine_options, prepare
from app.infra.errors import register_errors
from app.infra.filters import register_filters
from app.infra.i18n import init_i18n
from app.infra.log import init_log
from app.infra.metrics import init_metrics
from app.infra.notice_times import register_notice_times
from app.infra.nul import init_nul
from app.infra.origin import init_origin
from app.infra.security import init_security
from app.infra.urls import RowIdConverter
from app.webhooks.messages import describe_messages

if TYPE_CHECKING:
    from app.infra.config import Settings

API_PREFIX = "/api/v1"


def create_app(settings: Settings) -> APIFlask:
    """Return the application for these settings. It does not touch the database."""
    init_log(settings)
    app = APIFlask(
        __name__,
        title="OnePool",
        version="1.0.0",
        docs_path=None,
        spec_path=None,  # portal.api_docs answers it, with a declared permission like every route
        static_folder=str(ROOT / "app" / "static"),
        template_folder=str(ROOT / "templates"),
        instance_path=str(settings.instance),
        json_errors=False,
    )
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_ENGINE_OPTIONS=engine_options(settings.database_url),
        OPENAPI_VERSION="3.1.0",
        SETTINGS=settings,
    )
    app.url_map.converters["int"] = RowIdConverter
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    _init_database(app)
    init_security(app, settings)
    init_assets(app)
    init_metrics(app)
    init_nul(app)
    init_origin(app)
    init_i18n(app, own_language=own_language)
    register_filters(app)
    register_notice_times(app)
    register_errors(app, sign_in_path="/sign-in")
    csrf = CSRFProtect(app)
    for blueprint in parts.HARMLESS:
        csrf.exempt(blueprint)
    for blueprint in parts.PAGES:
        app.register_blueprint(blueprint)
    for blueprint in parts.APIS:
        csrf.exempt(blueprint)
        app.register_blueprint(blueprint, url_prefix=API_PREFIX)
    for command in COMMANDS:
        app.cli.add_command(command)
    parts.wire(app, settings)
    _describe_api(app, settings)
    return app


def _describe_api(app: APIFlask, settings: Settings) -> None:
    @app.spec_processor
    def finish(document: dict[str, Any] | str) -> dict[str, Any] | str:
        if isinstance(document, str):  # YAML, which we never ask for
            return document
        describe_messages(document)
        return finish_document(app, document, settings, is_public=is_public)

    def is_public(endpoint: str) -> bool:
        return getattr(app.view_functions[endpoint], "permission", None) is Permission.BROWSE


def _init_database(app: APIFlask) -> None:
    db.init_app(app)
    Migrate(app, db, directory=str(ROOT / "migrations"), compare_type=True)
    with app.app_context():
        prepare(db.engine)
