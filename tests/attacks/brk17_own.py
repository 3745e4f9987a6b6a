import shutil

import pytest

from tests.api.town import Time
from tests.support.house import house_on


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def application(request, tmp_path):
    if request.param == "sqlite":
        template = request.getfixturevalue("sqlite_template")
        url = f"sqlite:///{shutil.copy(template, tmp_path / 'pantbox.db')}"
    else:
        server = request.getfixturevalue("postgres_server")
        url = server.url(server.create_database())
    time = Time()
    with house_on(url, time) as (app, core):
        yield app, core, time
