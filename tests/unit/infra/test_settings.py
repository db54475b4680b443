import pytest

from app.infra.config import Settings, SettingsError


def test_production_refuses_to_start_without_a_secret(tmp_path):
    with pytest.raises(SettingsError, match="SECRET_KEY"):
        Settings.from_environ({"ONEPOOL_ENV": "production", "ONEPOOL_INSTANCE": str(tmp_path)})


def test_a_local_secret_is_made_once_and_kept(tmp_path):
    environ = {"ONEPOOL_INSTANCE": str(tmp_path)}
    first = Settings.from_environ(environ).secret_key
    assert len(first) > 40
    assert Settings.from_environ(environ).secret_key == first


@pytest.mark.parametrize(
    "environ",
    [
        {"ONEPOOL_ENV": "staging"},
        {"PORT": "http"},
        {"OUTBOUND_NETWORKS": "10.0.0.1/8"},
        {"MAIL_FROM": "the pool"},
        {"MAIL_FROM": "Pool <pool@>"},
        {"MAIL_FROM": "Pool <@pool.example>"},
    ],
)
def test_a_setting_that_makes_no_sense_is_named(environ, tmp_path):
    with pytest.raises(SettingsError, match=next(iter(environ))):
        Settings.from_environ(environ | {"ONEPOOL_INSTANCE": str(tmp_path)})


def test_private_networks_that_may_be_called_are_named_with_commas_between(tmp_path):
    environ = {"ONEPOOL_INSTANCE": str(tmp_path), "OUTBOUND_NETWORKS": "10.20.0.0/16, fd12::/16,"}

    assert [str(each) for each in Settings.from_environ(environ).outbound_networks] == [
        "10.20.0.0/16",
        "fd12::/16",
    ]


@pytest.mark.parametrize(
    ("written", "sender"),
    [
        ("", "OnePool <no-reply@onepool.invalid>"),
        ("pool@sti.example", "pool@sti.example"),
        ("长三角资源池 <pool@sti.example>", "长三角资源池 <pool@sti.example>"),
    ],
)
def test_mails_come_from_the_address_that_is_set(written, sender, tmp_path):
    environ = {"ONEPOOL_INSTANCE": str(tmp_path), "MAIL_FROM": written}
    assert Settings.from_environ(environ).mail_from == sender
