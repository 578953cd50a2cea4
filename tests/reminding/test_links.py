"""The signed links of mails."""

from django.core.signing import TimestampSigner

from mandates.models import User
from mandates.reminding import links


def test_a_link_is_signed_as_the_framework_signs(settings):
    token = links.stop_address(User(pk=7), "digest").rstrip("/").rpartition("/")[2]
    framework = TimestampSigner(key=settings.SECRET_KEY, salt="mandates.mail.stop")
    assert framework.unsign(token.replace("~", ":")) == "7.digest."


def test_a_link_signed_with_the_secret_before_still_works(settings):
    token = links.stop_address(User(pk=7), "digest").rstrip("/").rpartition("/")[2]
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another one", [settings.SECRET_KEY]
    assert links.read("stop", token) == links.Named(7, "digest", "")
