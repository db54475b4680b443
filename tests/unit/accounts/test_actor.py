from app.accounts.access import event_actor
from app.accounts.domain.actor import Actor, Scope
from app.accounts.domain.permissions import Permission
from app.accounts.domain.roles import Role


def make_actor(*roles: Role, scopes: frozenset[Scope] | None = None) -> Actor:
    return Actor(
        person_id=7,
        name="Lin",
        email="lin@demo.example",
        locale="zh-CN",
        organisation=None,
        roles=frozenset(roles),
        scopes=scopes,
    )


def test_an_actor_may_what_any_of_their_roles_may():
    actor = make_actor(Role.KEEPER, Role.PROVIDER_MANAGER)

    assert actor.may(Permission.KEEP)
    assert not actor.may(Permission.BOOK)


def test_a_browser_session_reaches_every_scope():
    assert all(make_actor().reaches(scope) for scope in Scope)


def test_a_token_reaches_its_own_scopes_only():
    actor = make_actor(scopes=frozenset({Scope.READ}))

    assert actor.reaches(Scope.READ)
    assert not actor.reaches(Scope.WRITE)


def test_events_name_the_actor_in_the_main_role():
    named = event_actor(make_actor(Role.PROVIDER_MANAGER, Role.KEEPER))

    assert (named.id, named.name, named.role) == (7, "Lin", "keeper")


def test_events_name_somebody_without_a_role_a_person():
    assert event_actor(make_actor()).role == "person"
