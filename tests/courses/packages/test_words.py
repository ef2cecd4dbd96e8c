"""Everything that can be refused or found has a sentence."""

import pytest

from courses.packages.doctor.findings import Finding, Level, Remark
from courses.packages.reading.shapes import Kind, PackageFault, Refusal
from courses.packages.words import KINDS, LEVELS, REMARKS, refusal, remark

VALUES = {
    **{"name": "bild.svg", "limit": 500, "fault": "Element 'au'"},
    **{"wanted": "cmi5", "found": "H5P"},
}


@pytest.mark.parametrize("code", Refusal)
def test_every_refusal_is_a_whole_sentence(code):
    sentence = refusal(PackageFault(code, **VALUES))
    assert sentence.endswith(".")
    assert "%(" not in sentence


@pytest.mark.parametrize("code", Remark)
def test_every_remark_is_a_whole_sentence(code):
    sentence = remark(Finding(code, count=3, name="Werkzeug"))
    assert sentence.endswith(".")
    assert "%(" not in sentence


def test_every_kind_and_level_has_a_word():
    assert set(KINDS) == set(Kind)
    assert set(LEVELS) == set(Level)
    assert set(REMARKS) == set(Remark)
