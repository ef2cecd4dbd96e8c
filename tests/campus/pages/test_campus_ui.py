"""The components: what they say to people and to screen readers."""

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import engines
from django.test import RequestFactory
from django.utils import translation

from campus.pages.templatetags import campus_ui


class ColourForm(forms.Form):
    """One field of every kind that is drawn differently."""

    name = forms.CharField(label="Name", help_text="Wie im Ausweis")
    colour = forms.ChoiceField(
        label="Farbe", choices=[("r", "Rot"), ("b", "Blau")], widget=forms.RadioSelect
    )
    agreed = forms.BooleanField(label="Ich stimme zu", required=False)
    note = forms.CharField(label="Notiz", required=False, widget=forms.Textarea)


def render(source, **context):
    template = engines["django"].from_string("{% load campus_ui %}" + source)
    with translation.override("de"):
        return template.render(context, context.get("request"))


def test_icon_without_a_name_is_hidden_from_screen_readers():
    assert 'aria-hidden="true"' in render("{% icon 'check' %}")
    assert 'role="img" aria-label="Gesperrt"' in render("{% icon 'lock' 'Gesperrt' %}")


@pytest.mark.parametrize("kind", ["success", "info", "warning", "danger", "neutral", "error"])
def test_badge_of_every_kind_has_icon_and_word(kind):
    text = render("{% badge kind 'Überfällig' %}", kind=kind)
    assert "Überfällig" in text
    assert "icons.svg#" in text


@pytest.mark.parametrize(
    ("call", "words"),
    [
        ("{% progress 3 5 label='Kurs' %}", "60 % abgeschlossen"),
        ("{% progress 3 5 label='Kurs' text='3 von 5 Schritten' %}", "3 von 5 Schritten"),
        ("{% progress 0 0 label='Kurs' %}", "0 % abgeschlossen"),
    ],
)
def test_progress_says_its_share_in_words(call, words):
    text = render(call)
    assert words in text
    assert 'aria-label="Kurs"' in text


def test_progress_in_german_keeps_machine_readable_numbers():
    assert 'value="2.5"' in render("{% progress 2.5 5 %}")


def test_page_header_escapes_the_title_and_keeps_the_actions():
    text = render(
        '{% page_header title=title lead="L" %}<a href="#">Neu</a>{% endpage_header %}',
        title="A & <b>",
    )
    assert "<h1>A &amp; &lt;b&gt;</h1>" in text
    assert '<a href="#">Neu</a>' in text


def test_page_header_without_actions_has_no_empty_box():
    assert "kc-pagehead__actions" not in render('{% page_header title="A" %} {% endpage_header %}')


def test_alert_without_title_says_its_kind_to_screen_readers():
    text = render('{% alert kind="error" role="alert" %}<p>Nein.</p>{% endalert %}')
    assert 'role="alert"' in text
    assert "Fehler:" in text


def test_breadcrumbs_mark_the_last_one_as_current():
    text = render("{% breadcrumbs 'Katalog' '/katalog/' 'Kurs' %}")
    assert '<a href="/katalog/">Katalog</a>' in text
    assert '<span aria-current="page">Kurs</span>' in text


def test_pagination_keeps_the_rest_of_the_query():
    request = RequestFactory().get("/katalog/?thema=it&thema=recht&page=2")
    page = Paginator(range(100), 10).page(2)
    text = render("{% pagination page %}", page=page, request=request)
    assert "?thema=it&amp;thema=recht&amp;page=3" in text
    assert 'aria-current="page"' in text


def test_pagination_of_a_single_page_shows_nothing():
    assert render("{% pagination page %}", page=Paginator([1], 10).page(1)).strip() == ""


def test_form_fields_with_errors_tie_label_help_and_error_together():
    text = render("{% error_summary form %}{% form_fields form %}", form=ColourForm({}))
    assert '<label for="id_name">Name</label>' in text
    assert 'aria-describedby="id_name_helptext id_name_error"' in text
    assert 'id="id_name_error"' in text
    assert "<legend>Farbe</legend>" in text
    assert 'aria-describedby="id_colour_error"' in text
    assert "Notiz <span" in text


def test_error_summary_links_lead_to_elements_that_exist():
    text = render("{% error_summary form %}{% form_fields form %}", form=ColourForm({}))
    for target in [part.split('"')[0] for part in text.split('href="#')[1:]]:
        assert f'id="{target}"' in text


def test_error_summary_of_an_untouched_form_is_empty():
    assert render("{% error_summary form %}", form=ColourForm()).strip() == ""


def test_form_field_with_another_label_words_it_anew():
    text = render(
        "{% form_field form.name label='Anmeldename' with_help=False %}", form=ColourForm()
    )
    assert "Anmeldename" in text
    assert "Wie im Ausweis" not in text


WEEK = [("mon", "Montag"), ("tue", "Dienstag")]


@pytest.mark.parametrize(
    ("field", "is_marked"),
    [
        (forms.CharField(required=False), True),
        (forms.CharField(), False),
        (forms.ChoiceField(choices=[("", "keiner"), *WEEK], required=False), True),
        # There is nothing to leave empty.
        (forms.ChoiceField(choices=WEEK, required=False), False),
        (forms.ChoiceField(choices=WEEK), False),
        (forms.MultipleChoiceField(choices=WEEK, required=False), True),
        (
            forms.MultipleChoiceField(
                choices=WEEK, required=False, widget=forms.CheckboxSelectMultiple
            ),
            True,
        ),
    ],
)
@pytest.mark.parametrize("with_mark", [True, False])
def test_only_what_may_stay_empty_is_marked_and_only_if_wanted(field, is_marked, with_mark):
    form = type("DayForm", (forms.Form,), {"day": field})()
    text = render("{% form_field form.day with_mark=wanted %}", form=form, wanted=with_mark)
    assert ("kc-optional" in text) is (is_marked and with_mark)


def test_outline_says_every_state_in_words():
    states = ["done", "current", "started", "open", "locked"]
    steps = [{"label": state, "state": state, "href": "/x/"} for state in states]
    text = render(
        "{% outline groups label='Gliederung' %}", groups=[{"title": "1", "steps": steps}]
    )
    with translation.override("de"):
        for word in campus_ui.step_words().values():
            assert f"({word})" in text
    assert text.count('aria-current="step"') == 1


@pytest.mark.parametrize("tag", ["bar_chart", "line_chart"])
def test_chart_carries_its_numbers_as_a_table(tag):
    call = "{% " + tag + " pairs title='Plätze' label_head='Monat' value_head='Zahl' target=9 %}"
    text = render(call, pairs=[("Jan", 1234.5), ("Feb", 7)])
    assert '<th scope="row">Jan</th>' in text
    assert "1.234,5" in text
    assert 'aria-hidden="true"' in text
    svg = text.split("<svg")[1].split("</svg>")[0]
    assert not any("," in part.split('"')[0] for part in svg.split(' y="')[1:])


def test_key_figures_and_empty_state_and_tabs_show_what_they_are_given():
    figures = [{"label": "Mitglieder", "value": "42", "note": "+3", "tone": "success"}]
    links = [{"label": "Alle", "href": "?a", "current": True, "count": 0}]
    text = render(
        "{% key_figures f %}{% tabs links label='Ansicht' %}"
        "{% empty_state title='Leer' text='Nichts da.' %}{% endempty_state %}"
        "{% accordion title='Mehr' level=2 %}Inhalt{% endaccordion %}",
        f=figures,
        links=links,
    )
    assert '<span class="kc-count">0</span>' in text
    for sentence in ("Mitglieder", "Nichts da.", "<h2>Mehr</h2>"):
        assert sentence in text
