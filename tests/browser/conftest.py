"""The small office of the pages' tests, for the browser too."""

from tests.pages.conftest import (  # noqa: F401
    deadline,
    easter,
    mandate,
    many,
    monday,
    sessions,
    stream,
    submitting,
    suggestion,
    text,
)
