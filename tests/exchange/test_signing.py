"""The reference verifier: what it takes, and every way in which it refuses."""

import pytest

from paht.exchange import signing

KEY = bytes(range(32))
SECRET = signing.written(KEY)
BODY = b'{"type": "case.dispatched"}'


def call(**changes: str) -> dict[str, str]:
    return {**signing.headers([KEY], message_id="msg_1", timestamp=1_700_000_000, body=BODY), **changes}


def test_a_whole_call_of_now_is_ours() -> None:
    assert signing.verify([SECRET], given=call(), body=BODY, now=1_700_000_300) == "msg_1"


def test_the_signature_is_the_one_of_the_standards_own_example() -> None:
    key = signing.key_of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    made = signing.signature(
        key, message_id="msg_p5jXN8AQM9LWM0D4loKWxJek", timestamp=1_614_265_330, body=b'{"test": 2432232314}'
    )
    assert made == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


@pytest.mark.parametrize(
    ("given", "body", "now"),
    [
        (call(), BODY + b" ", 1_700_000_000),
        (call(**{"webhook-id": "msg_2"}), BODY, 1_700_000_000),
        (call(**{"webhook-timestamp": "1700000001"}), BODY, 1_700_000_000),
        (call(), BODY, 1_700_000_301),
        (call(), BODY, 1_699_999_699),
        (call(**{"webhook-signature": ""}), BODY, 1_700_000_000),
        (call(**{"webhook-signature": "v1,AAAA"}), BODY, 1_700_000_000),
        ({}, BODY, 1_700_000_000),
    ],
)
def test_a_call_that_was_changed_replayed_or_not_signed_is_untrue(
    given: dict[str, str], body: bytes, now: float
) -> None:
    with pytest.raises(signing.Untrue):
        signing.verify([SECRET], given=given, body=body, now=now)


def test_one_right_signature_of_several_is_enough() -> None:
    both = signing.headers([bytes(32), KEY], message_id="m", timestamp=1, body=BODY)
    assert signing.verify([SECRET], given=both, body=BODY, now=1) == "m"


@pytest.mark.parametrize("secret", ["", "whsec_", "whsec_AAAA", "whsec_!!!"])
def test_what_is_no_secret_is_refused(secret: str) -> None:
    with pytest.raises(ValueError, match="not a secret"):
        signing.key_of(secret)
