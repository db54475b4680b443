from app.accounts.domain.secrets import TOKEN_PREFIX, hash_of, new_link_secret, new_token


def test_secrets_are_long_and_never_the_same():
    made = {new_token() for _ in range(100)} | {new_link_secret() for _ in range(100)}

    assert len(made) == 200
    assert min(len(secret.removeprefix(TOKEN_PREFIX)) for secret in made) >= 43  # 256 bits in base64


def test_what_is_kept_is_a_sha_256():
    assert hash_of("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
