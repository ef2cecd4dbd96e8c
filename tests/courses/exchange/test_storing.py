"""Files of exports: kept whole, replaced after a broken run, gone when deleted."""

import io

import pytest

from courses.exchange import storing
from courses.exchange.models import ModuleExport, State, new_folder


@pytest.fixture
def folder():
    """Return a folder of its own that is empty afterwards."""
    name = new_folder()
    yield name
    storing.remove(name)


def test_file_is_kept_from_its_beginning_wherever_it_was_read_to(folder):
    stream = io.BytesIO(b"ganz")
    stream.read()
    assert storing.keep(folder, stream) == 4
    with storing.opened(folder) as file:
        assert file.read() == b"ganz"


def test_file_of_a_broken_run_is_replaced_in_its_place(folder):
    storing.keep(folder, io.BytesIO(b"halb"))
    assert storing.keep(folder, io.BytesIO(b"ganz und gar")) == 12
    with storing.opened(folder) as file:
        assert file.read() == b"ganz und gar"


def test_file_removed_twice_is_gone_and_no_fault(folder):
    storing.keep(folder, io.BytesIO(b"x"))
    for _time in range(2):
        storing.remove(folder)
        assert not storing.is_kept(folder)


def test_folders_lie_where_no_public_address_leads_and_cannot_be_guessed(folder):
    assert storing.path_of(folder) == f"packages/exports/{folder}/export.zip"
    names = {new_folder() for _ in range(50)}
    assert len(names) == 50 and min(map(len, names)) >= 32


@pytest.mark.parametrize(("done", "total", "percent"), [(0, 0, 0), (1, 3, 33), (3, 3, 100)])
def test_export_says_how_much_is_written(done, total, percent):
    assert ModuleExport(done=done, total=total).percent == percent


@pytest.mark.parametrize("state", State)
def test_export_is_in_one_state_only(state):
    export = ModuleExport(state=state)
    assert (export.is_waiting, export.is_ready) == (state == State.WAITING, state == State.READY)
