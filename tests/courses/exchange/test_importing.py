"""A catalogue of another platform is read from a server of its own, page by page."""

import datetime as dt
import json

import pytest

from campus.kit import dates
from courses.catalogue.models import CatalogueState, CourseEntry, ExternalCourse, Posting
from courses.exchange import tasks
from courses.exchange.catalogues import importing, keeping, showing
from courses.exchange.models import CataloguePage, Reading
from tests.factories.moochub import a_page, a_source, an_entry, in_pages

pytestmark = pytest.mark.django_db

NAMES = ["Barrierefreie Dokumente", "Datenschutz", "E-Akte", "Vergaberecht", "Zeitmanagement"]


@pytest.fixture
def source(other):
    """Return a catalogue of five courses on three pages."""
    other.put(in_pages(other.site, [an_entry(name) for name in NAMES]))
    return a_source(f"{other.site}/api")


def read(source, **more):
    """Read it and return it as it is then."""
    importing.read_source(source_id=source.pk, **more)
    source.refresh_from_db()
    return source


def titles():
    return sorted(ExternalCourse.objects.values_list("title", flat=True))


def mark():
    return CatalogueState.objects.get().mark


def test_catalogue_is_read_to_its_last_page(other, source):
    assert read(source).state == Reading.DONE
    assert titles() == NAMES
    assert (source.pages_read, source.changed, source.gone) == (3, 5, 0)
    assert [path for path, _status in other.asked] == ["/api", "/api?page=2", "/api?page=3"]
    assert CourseEntry.objects.filter(external__isnull=False).count() == 5
    one = ExternalCourse.objects.get(title="Datenschutz")
    assert (one.platform, one.provider_name) == ("Lernort Beispiel", "Institut Beispiel")
    assert (one.licence, one.minutes, one.format) == ("CC-BY-4.0", 180, "on_demand")


def test_nothing_changed_asks_only_whether_and_writes_nothing(other, source):
    read(source)
    before, other_marks = mark(), set(CourseEntry.objects.values_list("mark"))
    other.put(in_pages(other.site, [an_entry(name) for name in NAMES]))
    assert read(source).state == Reading.DONE
    assert [status for _path, status in other.asked] == [304, 304, 304]
    assert (source.changed, source.gone, mark()) == (0, 0, before)
    assert set(CourseEntry.objects.values_list("mark")) == other_marks


def test_server_without_marks_of_change_writes_nothing_twice_either(other):
    page = {"body": a_page([an_entry(name) for name in NAMES]), "headers": {}}
    other.put({"/api": page})
    source = read(a_source(f"{other.site}/api"))
    before = mark()
    assert (read(source).changed, mark()) == (0, before)


def test_server_that_knows_dates_only_is_asked_by_date(other):
    headers = {"Last-Modified": "Wed, 01 Jul 2026 10:00:00 GMT"}
    other.put({"/api": {"body": a_page([an_entry()]), "headers": headers}})
    source = read(a_source(f"{other.site}/api"))
    read(source)
    assert [status for _path, status in other.asked] == [200, 304]


def test_only_what_is_changed_new_or_gone_is_touched(other, source):
    read(source)
    kept = {one.title: (one.pk, one.entry.mark) for one in ExternalCourse.objects.all()}
    told = [an_entry(name) for name in [*NAMES[1:], "Open Data"]]
    told[0]["attributes"]["duration"] = "PT30M"
    other.put(in_pages(other.site, told))
    read(source)
    assert (source.changed, source.gone) == (2, 1)
    assert titles() == sorted([*NAMES[1:], "Open Data"])
    now = {one.title: (one.pk, one.entry.mark) for one in ExternalCourse.objects.all()}
    for name in NAMES[2:]:
        assert now[name] == kept[name]
    assert now["Datenschutz"][0] == kept["Datenschutz"][0]
    assert now["Datenschutz"][1] != kept["Datenschutz"][1]


def test_course_that_is_gone_takes_its_words_along(other, source):
    read(source)
    other.put(in_pages(other.site, [an_entry(name) for name in NAMES[:-1]]))
    read(source)
    assert not Posting.objects.filter(word__text="zeitmanagement").exists()
    assert Posting.objects.filter(word__text="vergaberecht").exists()


def test_broken_entries_stop_nobody_and_are_shown_with_their_reason(other):
    broken = [
        an_entry("Ohne Lizenz", license=...),
        an_entry("Skript", url="javascript:alert(1)"),
        an_entry("Anders", courseMode=["remote"]),
        "kein Eintrag",
        an_entry("Datenschutz"),
        an_entry("Datenschutz"),
    ]
    other.put({"/api": a_page([*broken, an_entry("E-Akte")])})
    source = read(a_source(f"{other.site}/api"))
    assert (source.state, titles()) == (Reading.DONE, ["Datenschutz", "E-Akte"])
    shown = {one.name: one.reason for one in showing.broken_of(source)}
    assert shown["Ohne Lizenz"] == "„license“ fehlt."
    assert "„url“ ist keine vollständige Adresse" in shown["Skript"]
    assert "„courseMode“ hat einen Wert" in shown["Anders"]
    assert "zweimal" in shown["Datenschutz"] and "anderer Art" in shown[""]
    assert showing.row_of(source).broken == 5
    read(source)
    assert showing.row_of(source).broken == 5


def test_entry_that_breaks_later_leaves_the_catalogue_and_says_why(other, source):
    read(source)
    told = [an_entry(name) for name in NAMES]
    told[2]["attributes"]["url"] = ""
    other.put(in_pages(other.site, told))
    read(source)
    assert "E-Akte" not in titles() and len(titles()) == 4
    assert [one.name for one in showing.broken_of(source)] == ["E-Akte"]


def test_interrupted_run_goes_on_with_the_next_page(other, source):
    read(source, most_pages=1)
    assert (source.state, source.pages_read, len(titles())) == (Reading.RUNNING, 1, 2)
    assert importing.interrupted() == []
    source.touched_at = dates.now() - dt.timedelta(minutes=16)
    source.save()
    assert importing.interrupted() == [source.pk]
    assert read(source).state == Reading.DONE
    assert [path for path, _status in other.asked] == ["/api", "/api?page=2", "/api?page=3"]
    assert (source.run, titles()) == (1, NAMES)


def test_run_that_rests_for_days_begins_anew(other, source):
    read(source, most_pages=1)
    source.started_at = dates.now() - dt.timedelta(days=3)
    source.save()
    assert read(source).state == Reading.DONE
    assert source.run == 2 and [status for _path, status in other.asked] == [200, 304, 200, 200]


def test_second_task_at_the_same_page_writes_nothing(other, source):
    first = importing._begin(source.pk)
    late = importing._begin(source.pk)
    assert first.run == late.run == 1
    assert importing._go_on(first)
    before = mark()
    assert not importing._go_on(late)
    assert (mark(), CataloguePage.objects.count()) == (before, 1)
    assert read(source).state == Reading.DONE and titles() == NAMES


@pytest.mark.parametrize(
    ("answer", "fault", "sentence"),
    [
        ({"body": "<html>", "headers": {}}, "json", "kein JSON-Dokument"),
        ({"body": {"courses": []}}, "document", "kein Katalog"),
        ({"body": [], "headers": {}}, "document", "kein Katalog"),
        ({"body": "", "status": 500}, "status", "(500)"),
        ({"body": "", "status": 302, "headers": {"Location": "/y"}}, "status", "(302)"),
        ({"body": "x" * 9_000_000, "headers": {}}, "large", "zu groß"),
        ({"body": a_page([], "https://anderswo.example/api")}, "elsewhere", "andere Website"),
        ({"body": a_page([], "http://127.0.0.1:1/api")}, "elsewhere", "andere Website"),
        ({"body": a_page([], "file:///etc/passwd")}, "elsewhere", "andere Website"),
    ],
)
def test_catalogue_that_is_none_says_so_and_changes_nothing(other, source, answer, fault, sentence):
    read(source)
    other.put({"/api": answer})
    assert read(source).state == Reading.FAILED
    assert source.fault == fault and sentence in showing.row_of(source).fault
    assert titles() == NAMES
    other.put(in_pages(other.site, [an_entry(name) for name in NAMES]))
    assert read(source).state == Reading.DONE and source.fault == ""


def test_fault_on_a_later_page_keeps_what_came_before_and_goes_on_there(other, source):
    pages = in_pages(other.site, [an_entry(name) for name in NAMES])
    other.put({**pages, "/api?page=2": {"body": "", "status": 503}})
    assert read(source).state == Reading.FAILED and len(titles()) == 2
    other.put(pages)
    assert read(source).state == Reading.DONE and titles() == NAMES
    assert [path for path, _status in other.asked] == ["/api?page=2", "/api?page=3"]


def test_pages_in_a_circle_are_left(other):
    first = a_page([an_entry("E-Akte")], f"{other.site}/api?page=2")
    other.put({"/api": first, "/api?page=2": a_page([], f"{other.site}/api")})
    source = read(a_source(f"{other.site}/api"))
    assert (source.state, source.fault, titles()) == (Reading.FAILED, "circle", ["E-Akte"])


def test_endless_catalogue_is_left(other, source, monkeypatch):
    monkeypatch.setattr(importing, "MOST_PAGES", 2)
    assert read(source).fault == "endless"


def test_empty_answer_takes_nothing_off(other, source):
    read(source)
    other.put({"/api": a_page([])})
    assert read(source).fault == "empty" and titles() == NAMES


def test_entry_on_two_pages_is_written_once(other):
    entries = [an_entry("E-Akte"), an_entry("Datenschutz"), an_entry("E-Akte", duration="PT1H")]
    other.put(in_pages(other.site, entries))
    source = read(a_source(f"{other.site}/api"))
    assert (source.changed, titles()) == (2, ["Datenschutz", "E-Akte"])
    assert ExternalCourse.objects.get(title="E-Akte").minutes == 180


def test_host_of_the_own_network_is_not_asked_unless_allowed(other, source, settings):
    settings.KC_CATALOGUE_PRIVATE_HOSTS = []
    assert read(source).fault == "address" and other.asked == []
    source.address = source.following = f"https://{other.host}/api"
    source.save()
    assert read(source).fault == "private" and other.asked == []


def test_source_that_is_off_or_gone_is_not_read(other, source):
    source.is_on = False
    source.save()
    assert importing.read_source(source_id=source.pk) == ""
    assert importing.read_source(source_id="00000000-0000-4000-8000-000000000000") == ""
    assert other.asked == [] and importing.to_read() == []


def test_source_turned_off_meanwhile_is_not_written(other, source):
    running = importing._begin(source.pk)
    running.is_on = False
    running.save()
    running.is_on = True
    assert not importing._go_on(running)
    assert titles() == []


def change(source, **values):
    facts = {name: getattr(source, name) for name in ("name", "address", "licence_note", "is_on")}
    return keeping.save_source(
        values={**facts, **values}, reading=tasks.read_catalogue, source=source
    )


def test_source_turned_off_takes_its_courses_off_and_on_brings_them_back(other, source):
    read(source)
    change(source, is_on=False)
    assert titles() == [] and not CourseEntry.objects.exists()
    change(source, is_on=True)
    assert read(source).state == Reading.DONE and titles() == NAMES


def test_other_name_of_the_platform_reaches_every_course(other, source):
    read(source)
    change(source, name="Lernhaus")
    assert read(source).changed == 5
    assert set(ExternalCourse.objects.values_list("platform", flat=True)) == {"Lernhaus"}


def test_source_removed_leaves_other_sources_alone(other, source):
    read(source)
    second = read(a_source(f"{other.site}/api?page=3", name="Zweiter"))
    assert len(titles()) == 6
    keeping.remove_source(source=source)
    assert titles() == ["Zeitmanagement"]
    assert showing.row_of(second).courses == 1


def test_tasks_read_each_source_by_itself(
    other, source, django_capture_on_commit_callbacks, django_assert_max_num_queries
):
    with django_capture_on_commit_callbacks() as queued:
        assert tasks.read_catalogues.func() == 1
        assert tasks.go_on_reading.func() == 0
    assert len(queued) == 1
    assert tasks.read_catalogue.func(str(source.pk)) == Reading.DONE
    # Three pages that have not changed: the same few queries for each.
    with django_assert_max_num_queries(60):
        read(source)


@pytest.mark.parametrize(
    ("content", "state", "shown"),
    [
        (a_page([an_entry("E-Akte"), "x"]), Reading.DONE, ["E-Akte"]),
        (
            a_page([an_entry("E-Akte")], "https://lernen.example/api?page=2"),
            Reading.RUNNING,
            ["E-Akte"],
        ),
        ({"data": 1}, Reading.FAILED, []),
    ],
    ids=["page", "first-of-two", "none"],
)
def test_catalogue_in_a_file_is_taken_over_without_asking_anybody(content, state, shown):
    source = a_source()
    taken = importing.take_file(source=source, content=json.dumps(content).encode())
    assert (taken, titles()) == (state, shown)
    source.is_on = False
    source.save()
    assert importing.take_file(source=source, content=b"") == ""
