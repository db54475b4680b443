import base64

from app.webhooks.domain.signing import PREFIX, new_secret, signature

# The worked example that the libraries of Standard Webhooks check themselves by.
SECRET, MESSAGE, MOMENT = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330
SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_a_message_is_signed_as_standard_webhooks_signs_it():
    assert signature([SECRET], MESSAGE, MOMENT, '{"test": 2432232314}') == SIGNATURE


def test_each_secret_in_use_signs():
    first, second = signature([new_secret(), SECRET], MESSAGE, MOMENT, '{"test": 2432232314}').split()

    assert second == SIGNATURE
    assert first.startswith("v1,")
    assert first != second


def test_a_secret_is_long_enough_and_no_two_are_alike():
    one, other = new_secret(), new_secret()

    assert one != other
    assert len(base64.b64decode(one.removeprefix(PREFIX), validate=True)) == 32
