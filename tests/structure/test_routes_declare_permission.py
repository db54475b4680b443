def test_every_route_declares_who_may_use_it(app):
    views = {
        name: app.view_functions[name]
        for name in {rule.endpoint for rule in app.url_map.iter_rules()}
        if not name.endswith("static")
    }

    assert [name for name, view in sorted(views.items()) if getattr(view, "permission", None) is None] == []
