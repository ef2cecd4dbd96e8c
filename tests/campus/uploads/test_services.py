"""Uploads begin only where they can end, lose nothing confirmed, and leave nothing behind."""

import hashlib
import os
import stat

import pytest

from campus.kit import dates
from campus.uploads import limits, scratch, selectors, services
from campus.uploads.errors import (
    BeingReceived,
    EmptyFile,
    NoSpace,
    NoSuchUpload,
    Refused,
    TooLarge,
    TooManyUploads,
    UnknownPurpose,
    WrongPlace,
    WrongSum,
)
from campus.uploads.models import KEPT, Upload
from campus.uploads.protocol import Checksum
from campus.uploads.tasks import forget_left_behind
from tests.factories.uploads import LIMIT, UploadFactory, whole

pytestmark = pytest.mark.django_db


def content_of(upload):
    return scratch.path_of(upload.pk).read_bytes()


class Breaking:
    """A stream that breaks after what it holds."""

    def __init__(self, *pieces):
        self.pieces = list(pieces)

    def read(self, _length):
        if not self.pieces:
            raise OSError
        return self.pieces.pop(0)


@pytest.mark.parametrize(
    ("values", "refusal"),
    [
        ({"purpose": "closed"}, UnknownPurpose),
        ({"purpose": "fremd"}, UnknownPurpose),
        ({"purpose": ""}, UnknownPurpose),
        ({"size": 0}, EmptyFile),
        ({"size": LIMIT + 1}, TooLarge),
    ],
)
def test_begin_what_is_not_taken_is_refused_and_leaves_nothing(begin, values, refusal):
    before = set(scratch.folder().iterdir())
    with pytest.raises(refusal):
        begin(**values)
    assert set(scratch.folder().iterdir()) == before
    assert not Upload.objects.exists()


def test_begin_at_the_limit_is_taken_and_too_large_names_both_sizes(begin):
    assert begin(size=LIMIT).size == LIMIT
    with pytest.raises(TooLarge) as refused:
        begin(size=LIMIT * 2)
    assert "39 MB" in str(refused.value) and "20 MB" in str(refused.value)


def test_begin_without_room_on_the_disk_is_refused(begin, monkeypatch, settings):
    settings.KC_UPLOAD_SPARE_BYTES = 100
    monkeypatch.setattr(scratch, "free_bytes", lambda: 1100)
    begin(size=500)
    # What the first one has been promised is no longer free.
    with pytest.raises(NoSpace):
        begin(size=251)
    assert begin(size=250).offset == 0


def test_begin_several_at_once_has_a_limit_for_each_person(begin, user):
    for _number in range(limits.AT_ONCE):
        begin()
    with pytest.raises(TooManyUploads):
        begin()
    assert begin(user=UploadFactory().uploaded_by)


def test_begin_too_often_in_an_hour_is_refused(begin, monkeypatch):
    monkeypatch.setattr(limits, "PER_HOUR", 3)
    for _number in range(3):
        services.discard(upload=begin())
    with pytest.raises(TooManyUploads):
        begin()


@pytest.mark.parametrize(
    ("name", "kept"),
    [("../../etc/passwd", "passwd"), ("a" * 300, "a" * 255), ("", "probe"), ("Ä b.mp4", "Ä b.mp4")],
)
def test_begin_keeps_the_last_part_of_the_name(begin, name, kept):
    assert begin(name=name).name == kept


def test_file_is_for_the_platform_alone(begin):
    upload = begin()
    path = scratch.path_of(upload.pk)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(scratch.folder().stat().st_mode) & 0o077 == 0
    assert path.parent == scratch.folder()


def test_receive_pieces_makes_the_file(begin, send):
    upload = begin(size=10)
    upload = send(upload, b"01234")
    assert (upload.offset, upload.is_whole, upload.percent) == (5, False, 50)
    upload = send(upload, b"56789")
    assert upload.is_whole
    assert content_of(upload) == b"0123456789"


@pytest.mark.parametrize(("offset", "length"), [(0, 3), (4, 1), (6, 1), (5, 6), (9, 1)])
def test_receive_at_a_wrong_place_changes_nothing(begin, send, offset, length):
    upload = send(begin(size=10), b"01234")
    with pytest.raises(WrongPlace):
        send(upload, b"x" * length, offset=offset)
    assert content_of(upload) == b"01234"


@pytest.mark.parametrize("stream", [Breaking(b"012", b"34"), Breaking(b"01234", b"")])
def test_receive_until_the_connection_breaks_keeps_what_has_come(begin, send, stream):
    upload = send(begin(size=10), stream, length=10)
    assert Upload.objects.get().offset == upload.offset == 5
    assert send(upload, b"56789").is_whole


def test_receive_makes_sure_of_long_pieces_on_the_way(begin, send, monkeypatch):
    monkeypatch.setattr(services, "STEP", 4)
    seen = []

    class Watched(Breaking):
        def read(self, length):
            seen.append(Upload.objects.get().offset)
            return super().read(length)

    send(begin(size=10), Watched(b"0123", b"45", b"6789"), length=10)
    assert seen == [0, 4, 4]
    assert Upload.objects.get().is_whole


def test_receive_cuts_off_what_nobody_was_told_of(begin, send):
    """A process was killed after it had written and before it had confirmed."""
    upload = send(begin(size=10), b"01234")
    with scratch.path_of(upload.pk).open("ab") as file:
        file.write(b"verloren")
    assert content_of(send(upload, b"56789")) == b"0123456789"


def test_receive_twice_at_once_lets_only_one_write(begin, send):
    upload = begin(size=10)
    with scratch.locked(upload.pk), pytest.raises(BeingReceived):
        send(upload, b"01234")
    assert send(upload, b"01234").offset == 5


def test_receive_reads_where_the_other_has_stopped(begin, send):
    upload = begin(size=10)
    stale = Upload.objects.get()
    send(upload, b"01234")
    with pytest.raises(WrongPlace):
        send(stale, b"01234")


@pytest.mark.parametrize("algorithm", ["sha1", "sha256"])
def test_receive_with_a_sum_counts_only_if_it_is_right(begin, send, algorithm):
    good = hashlib.new(algorithm, b"01234").digest()
    upload = begin(size=10)
    with pytest.raises(WrongSum):
        send(upload, b"01235", checksum=Checksum(algorithm, good))
    assert content_of(upload) == b""
    assert Upload.objects.get().offset == 0
    assert send(upload, b"01234", checksum=Checksum(algorithm, good)).offset == 5


def test_receive_with_a_sum_and_a_broken_connection_counts_nothing(begin, send):
    upload = begin(size=10)
    sum_of_all = Checksum("sha256", hashlib.sha256(b"0123456789").digest())
    with pytest.raises(WrongSum):
        send(upload, Breaking(b"01234"), length=10, checksum=sum_of_all)
    assert (Upload.objects.get().offset, content_of(upload)) == (0, b"")


def test_receive_of_a_wrong_file_is_refused_with_its_first_bytes(begin, send):
    upload = begin(size=services.HEAD * 3)
    with pytest.raises(Refused) as refused:
        send(upload, b"nein" * 2000)
    assert str(refused.value) == "Nein danke."
    assert not scratch.path_of(upload.pk).exists()
    assert not Upload.objects.exists()


def test_receive_looks_at_the_head_also_where_it_comes_in_crumbs(begin, send):
    upload = begin(size=12)
    for place in range(0, 8, 4):
        upload = send(upload, b"nein", offset=place)
    with pytest.raises(Refused):
        send(upload, b"nein", offset=8)


def test_receive_without_file_or_shorter_than_confirmed_is_over(begin, send):
    """After a restore the row may be there without its file."""
    upload = send(begin(size=10), b"01234")
    os.truncate(scratch.path_of(upload.pk), 3)
    with pytest.raises(NoSuchUpload):
        send(upload, b"56789")
    scratch.remove(upload.pk)
    with pytest.raises(NoSuchUpload):
        send(upload, b"56789")


def test_receive_on_a_full_disk_keeps_what_was_written(begin, send, monkeypatch):
    put, written = services._put, []

    def full(file, data):
        if written:
            raise NoSpace
        written.append(put(file, data))

    monkeypatch.setattr(services, "_put", full)
    upload = begin(size=10)
    with pytest.raises(NoSpace):
        send(upload, Breaking(b"01234", b"56789"), length=10)
    assert Upload.objects.get().offset == 5


def test_own_finds_nothing_of_others_and_nothing_that_is_over(begin, user):
    upload, foreign = begin(), UploadFactory()
    assert selectors.own(user, upload.pk) == upload
    with pytest.raises(NoSuchUpload):
        selectors.own(user, foreign.pk)
    Upload.objects.filter(pk=upload.pk).update(touched_at=dates.now() - KEPT)
    with pytest.raises(NoSuchUpload):
        selectors.own(user, upload.pk)


def test_whole_file_is_given_to_its_owner_for_its_purpose_only(user):
    upload = whole(b"film", uploaded_by=user, purpose="probe")
    half = UploadFactory(uploaded_by=user, purpose="probe", sent=b"12345")
    found = selectors.whole_file(user, "probe", str(upload.pk))
    assert (found.name, found.size, found.read()) == ("film.mp4", 4, b"film")
    assert found.content_type == "video/mp4"
    for who, purpose, key in (
        (UploadFactory().uploaded_by, "probe", upload.pk),
        (user, "closed", upload.pk),
        (user, "probe", half.pk),
        (user, "probe", "kein Schlüssel"),
        (user, "probe", ""),
    ):
        assert selectors.whole_file(who, purpose, str(key)) is None


def test_claim_twice_is_refused(user):
    upload = whole(b"film", uploaded_by=user, purpose="probe")
    first, second = (selectors.whole_file(user, "probe", str(upload.pk)) for _time in range(2))
    services.claim(first)
    with pytest.raises(NoSuchUpload):
        services.claim(second)
    # It still lies there until something was made of it.
    assert first.read() == b"film"
    services.let_go(first)
    assert not scratch.path_of(upload.pk).exists()


def test_forget_half_uploads_after_a_day_and_strays(begin, user):
    fresh, old = begin(), UploadFactory(touched_at=dates.now() - KEPT)
    stray = UploadFactory()
    Upload.objects.filter(pk=stray.pk).delete()
    long_ago = scratch.path_of(stray.pk)
    os.utime(long_ago, (1, 1))
    strange = scratch.folder() / "anderes"
    strange.write_bytes(b"")
    os.utime(strange, (1, 1))
    assert forget_left_behind.func() == 2
    assert forget_left_behind.func() == 0
    assert Upload.objects.get() == fresh
    assert scratch.path_of(fresh.pk).exists() and strange.exists()
    assert not scratch.path_of(old.pk).exists() and not long_ago.exists()
    strange.unlink()
