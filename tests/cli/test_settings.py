"""What is set wrong is refused, in one sentence that names the setting, before anything is opened."""

import pytest

from pantbox.errors import BadInput
from pantbox.settings import Settings, meant_by

SECRET = "s" * 40
FOR_REAL = {"ENVIRONMENT": "production", "SECRET_KEY": SECRET, "BASE_URL": "https://pant.example"}


@pytest.fixture
def settings_of(tmp_path, monkeypatch):
    """`settings_of(RATE_LIMITS="off")`: the settings of that environment and no other."""
    from pantbox.settings import NAMES

    monkeypatch.chdir(tmp_path)
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PANTBOX_DATABASE_URL", f"sqlite:///{tmp_path / 'pantbox.db'}")

    def settings_of(**told: str) -> Settings:
        for name, value in told.items():
            monkeypatch.setenv(f"PANTBOX_{name}", value)
        return Settings.from_environment()

    return settings_of


@pytest.mark.parametrize(
    ("told", "code", "named"),
    [
        ({"RATE_LIMITS": "ja"}, "settings_not_yes_or_no", "PANTBOX_RATE_LIMITS"),
        ({"DEMO": "2"}, "settings_not_yes_or_no", "PANTBOX_DEMO"),
        ({"ENVIRONMENT": "prod"}, "settings_word_unknown", "PANTBOX_ENVIRONMENT"),
        ({"TRUSTED_PROXIES": "one"}, "settings_number_wrong", "PANTBOX_TRUSTED_PROXIES"),
        ({"TRUSTED_PROXIES": "-1"}, "settings_number_wrong", "PANTBOX_TRUSTED_PROXIES"),
        ({"TRUSTED_PROXIES": "11"}, "settings_number_wrong", "PANTBOX_TRUSTED_PROXIES"),
        ({"TRUSTED_PROXIES": "1.5"}, "settings_number_wrong", "PANTBOX_TRUSTED_PROXIES"),
        ({"DATABASE_WAIT_SECONDS": "nan"}, "settings_seconds_wrong", "PANTBOX_DATABASE_WAIT_SECONDS"),
        ({"DATABASE_WAIT_SECONDS": "0"}, "settings_seconds_wrong", "PANTBOX_DATABASE_WAIT_SECONDS"),
        ({"DATABASE_WAIT_SECONDS": "inf"}, "settings_seconds_wrong", "PANTBOX_DATABASE_WAIT_SECONDS"),
        ({"HOSTS": "https://pant.example"}, "settings_host_wrong", "PANTBOX_HOSTS"),
        ({"HOSTS": "a.example b.example"}, "settings_host_wrong", "PANTBOX_HOSTS"),
        ({"LANGUAGE": "sv"}, "settings_language_unknown", "sv"),
        ({"SECRET_KEY": "short"}, "settings_secret_missing", "PANTBOX_SECRET_KEY"),
        ({"BASEURL": "https://pant.example"}, "settings_unknown", "PANTBOX_BASE_URL"),
        ({"BASE_URL": "pant.example"}, "settings_address_wrong", "PANTBOX_BASE_URL"),
        ({"BASE_URL": "ftp://pant.example"}, "settings_address_wrong", "PANTBOX_BASE_URL"),
        ({"BASE_URL": "https://pant.example/pant"}, "settings_address_wrong", "PANTBOX_BASE_URL"),
        ({"BASE_URL": "https://pant.example?x=1"}, "settings_address_wrong", "PANTBOX_BASE_URL"),
        ({"BASE_URL": "https://anna:geheim@pant.example"}, "settings_address_wrong", "PANTBOX_BASE_URL"),
        ({"BASE_URL": "https://pant.example:0"}, "settings_address_wrong", "PANTBOX_BASE_URL"),
        ({"BASE_URL": "https://pånt.example"}, "settings_address_wrong", "PANTBOX_BASE_URL"),
        ({"BASE_URL": "http://127.1"}, "settings_address_wrong", "PANTBOX_BASE_URL"),
        ({"BASE_URL": "https://"}, "settings_address_wrong", "PANTBOX_BASE_URL"),
        ({"DATABASE_URL": "mysql://anna:geheim@host/x"}, "settings_database_wrong", "PANTBOX_DATABASE_URL"),
        ({"DATABASE_URL": "postgresql+psycopg2://anna:geheim@host/x"}, "settings_database_wrong", "postgresql://"),
        ({"DATABASE_URL": "postgresql://anna:geheim@host:many/x"}, "settings_database_wrong", "postgresql://"),
        ({"DATABASE_URL": "pantbox.db"}, "settings_database_wrong", "PANTBOX_DATABASE_URL"),
        ({"DATABASE_URL": "sqlite://"}, "settings_database_wrong", "PANTBOX_DATABASE_URL"),
        ({"DATABASE_URL": "sqlite:///:memory:"}, "settings_database_wrong", "PANTBOX_DATABASE_URL"),
        ({"DATABASE_URL": "postgresql://host/x", "SECRET_KEY": ""}, "settings_secret_missing", "PANTBOX_SECRET_KEY"),
        ({**FOR_REAL, "SECRET_KEY": ""}, "settings_secret_missing", "PANTBOX_SECRET_KEY"),
        ({**FOR_REAL, "DEMO": "on"}, "settings_demo_in_production", "PANTBOX_DEMO"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_each_wrong_setting_is_refused_in_one_sentence(run_with, told, code, named):
    result = run_with(told)("event", "list")

    assert result.exit_code == 1
    assert result.stderr.count("\n") == 1
    assert code in result.stderr
    assert named in result.stderr
    assert "geheim" not in result.output


@pytest.mark.parametrize(
    "address",
    [
        "", "http://pant.example", "https://localhost", "https://pant", "https://127.0.0.1", "https://127.8.8.8", "https://0.0.0.0",
        "https://[::1]", "https://[::ffff:127.0.0.1]", "https://10.0.0.5", "https://192.168.1.2", "https://169.254.1.1",
        "https://pant.local", "https://pant.localhost", "https://pant.lan", "https://pant.test", "https://pant.home.arpa",
        "HTTP://PANT.EXAMPLE",
    ],
)  # fmt: skip
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_production_refuses_an_address_that_no_guest_reaches(run_with, address):
    result = run_with({**FOR_REAL, "BASE_URL": address})("event", "list")

    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
    assert "settings_address_not_public" in result.stderr


@pytest.mark.parametrize("address", ["https://pant.example", "https://PANT.example:8443/", "https://9.9.9.9"])
def test_production_takes_an_address_that_guests_reach(settings_of, address):
    settings = settings_of(**{**FOR_REAL, "ENVIRONMENT": "Production", "BASE_URL": address})

    assert settings.production
    assert settings.base_url == address.lower().rstrip("/")


@pytest.mark.parametrize(("word", "means"), [("on", True), ("TRUE", True), ("1", True), (" Yes ", True),
                                             ("off", False), ("False", False), ("0", False), ("no", False)])  # fmt: skip
def test_a_switch_is_told_by_any_usual_word(settings_of, word, means):
    assert settings_of(RATE_LIMITS=word).rate_limits is means


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("PANTBOX_ENV", "ENVIRONMENT"), ("PANTBOX_MODE", "ENVIRONMENT"), ("pantbox_environment", "ENVIRONMENT"),
        ("PANTBOX_PROXIES", "TRUSTED_PROXIES"), ("PANTBOX_TRUST_PROXY", "TRUSTED_PROXIES"), ("PANTBOX_URL", "BASE_URL"),
        ("PANTBOX_SECRET_KEYS", "SECRET_KEY"), ("PANTBOX_SECRET", "SECRET_KEY"), ("PANTBOX_LANG", "LANGUAGE"),
        ("PANTBOX_RATELIMIT", "RATE_LIMITS"), ("PANTBOX_HOST", "HOSTS"), ("PANTBOX_DATABASE", "DATABASE_URL"),
    ],
)  # fmt: skip
def test_a_name_that_is_nearly_one_of_ours_is_meant_for_it(name, meant):
    assert meant_by(name) == f"PANTBOX_{meant}"


@pytest.mark.parametrize(
    "name",
    [
        "PANTBOX_SERVICE_HOST", "PANTBOX_SERVICE_PORT", "PANTBOX_PORT", "PANTBOX_PORT_8000_TCP_ADDR", "PANTBOX_SKIP_FRONTEND",
        "PANTBOX_CHROMIUM", "PANTBOX_VERSION", "PANTBOX", "PANTBOX_", "PANTBOXES_URL", "DATABASE_URL",
    ],
)  # fmt: skip
def test_a_name_that_is_somebody_else_s_is_left_alone(name):
    assert meant_by(name) is None


@pytest.mark.parametrize("empty", ["", "  "])
def test_what_is_empty_in_the_environment_is_read_from_the_file(settings_of, tmp_path, empty):
    (tmp_path / ".env").write_text("PANTBOX_ENVIRONMENT=production\nPANTBOX_BASE_URL=https://pant.example\n")

    assert settings_of(ENVIRONMENT=empty, SECRET_KEY=SECRET).production


def test_a_secret_of_blanks_is_none(settings_of):
    with pytest.raises(BadInput, match="settings_secret_missing"):
        settings_of(**{**FOR_REAL, "SECRET_KEY": " " * 40})


def test_hosts_are_names_and_addresses_with_or_without_a_port(settings_of):
    told = settings_of(HOSTS=" Staff.Pant.example:8000, 10.0.0.5 ,::1,[fd00::1], ")

    assert told.more_hosts == ("staff.pant.example", "10.0.0.5", "::1", "fd00::1")


def test_a_database_is_named_as_hosters_name_it(settings_of):
    told = settings_of(DATABASE_URL="postgres://anna:geheim@host/pant", SECRET_KEY=SECRET)

    assert told.database_url == "postgresql://anna:geheim@host/pant"


def test_no_secret_and_no_password_is_shown_with_the_settings(settings_of):
    told = settings_of(DATABASE_URL="postgresql://anna:geheim@host/pant", SECRET_KEY=SECRET)

    assert "geheim" not in repr(told)
    assert SECRET not in repr(told)


def test_a_file_of_settings_that_is_no_text_is_said_so(settings_of, tmp_path):
    (tmp_path / ".env").write_bytes(b"PANTBOX_LANGUAGE=\xff\xfe")

    with pytest.raises(Exception, match="settings_file_unreadable"):
        settings_of()
