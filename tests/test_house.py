"""The house rules that no other test would notice."""

import shutil
import subprocess
from pathlib import Path

import pytest
from django.core.management import call_command

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.django_db
def test_migrations_say_what_the_models_say():
    call_command("makemigrations", check=True, dry_run=True)


def test_rooms_import_only_from_the_rows_below():
    found = subprocess.run(
        [shutil.which("lint-imports", path=str(ROOT / ".venv/bin")) or "lint-imports"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert found.returncode == 0, found.stdout


def test_production_settings_pass_the_deployment_check(tmp_path):
    import sys

    found = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT,
        env={
            "PATH": "",
            "SECRET_KEY": "x7" * 40 + "a!b@c#",
            "DESK_URL": "https://desk.example.org",
            "DATABASE_URL": f"sqlite:///{tmp_path}/db",
        },
        capture_output=True,
        text=True,
    )
    assert found.returncode == 0, found.stderr
