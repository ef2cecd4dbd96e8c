"""Who may take an offer: one rule, the same for every list, page, file and deed."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from courses.competences.selectors import _candidates
from courses.enrolment import circles, conditions, selectors, services
from courses.enrolment.errors import GroupInUse, NotForYou
from courses.enrolment.models import Enrolment, MunicipalityGroup
from courses.enrolment.states import State
from courses.pathways import selectors as pathways
from courses.pathways.plans import Group, Rule, Step
from courses.portal.landing import services as landing
from courses.portal.services import ensure_landing_page
from members.roles.catalogue import Role
from tests.factories.catalogue import CompetenceFactory
from tests.factories.enrolment import EnrolmentFactory, OfferFactory, member_employment
from tests.factories.organisations import MunicipalityFactory, ProviderFactory
from tests.factories.roles import GrantFactory

pytestmark = pytest.mark.django_db
HESSEN = {"municipality__land": "HE", "municipality__population": 30_000}


@pytest.mark.parametrize(
    ("rule", "belongs"),
    [
        ({}, False),
        ({"land": "HE"}, True),
        ({"land": "BW"}, False),
        ({"population_from": 30_000}, True),
        ({"population_from": 30_001}, False),
        ({"population_to": 30_000}, True),
        ({"population_to": 29_999}, False),
        ({"population_from": 0}, True),
        ({"land": "HE", "population_from": 40_000}, False),
        ({"land": "BW", "population_to": 40_000}, False),
        ({"land": "HE", "population_from": 20_000, "population_to": 40_000}, True),
    ],
    ids=str,
)
def test_group_by_rule(rule, belongs):
    group = MunicipalityGroup.objects.create(name="Gruppe", **rule)
    one = MunicipalityFactory(land="HE", population=30_000)
    other = MunicipalityFactory(land="HE", population=30_000)
    assert circles.members_of(group) == ([one, other] if belongs else [])
    group.municipalities.add(one)
    assert one in circles.members_of(group)
    assert (other in circles.members_of(group)) is belongs


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ({}, ""),
        ({"land": "HE"}, "Hessen"),
        ({"land": "HE", "population_from": 20_000}, "Hessen, ab 20.000 Einwohnern"),
        ({"population_from": 1, "population_to": 5}, "ab 1 Einwohnern, bis 5 Einwohner"),
    ],
)
def test_rule_in_words(rule, words):
    assert circles.rule_in_words(MunicipalityGroup(**rule)) == words


def limited(group=None, towns=(), **facts):
    """Return the new offer of a course for a group or some municipalities only."""
    before = OfferFactory(**facts)
    return services.open_offer(
        course=before.course,
        price=before.price,
        is_limited=True,
        groups=[group] if group else [],
        municipalities=towns,
    )


# ── One rule for all: what somebody finds, by viewer


def text(client, address):
    answer = client.get(address)
    return answer.content.decode() if answer.status_code == 200 else ""


def public_lists(client, course):
    """Return where a visitor of the platform finds a course, or its price and way to a seat."""
    provider = course.get_parent().specific
    page = text(client, course.url)
    return {
        "catalogue": course.url in text(client, "/katalog/"),
        "search": course.url in text(client, f"/katalog/?q={course.title.split()[-1]}"),
        "facet": course.url in text(client, "/katalog/?kosten=kostenfrei"),
        "count": "1 Kurs" in text(client, "/anbieter/"),
        "provider": course.url in text(client, provider.url),
        "price": "Für Mitglieder kostenfrei" in page,
        "offer for machines": '"offers"' in page,
        "button": "nicht buchbar" not in page and "Nur für einige Kommunen" not in page,
    }


def lists_of_staff(client, course, job):
    """Return where somebody finds a course who is employed."""
    competence = CompetenceFactory()
    course.competences.add(competence)
    course.save()
    plan = pathways.standing(Group(Rule.ALL, 0, (Step(course.pk),)), job.person)
    own = reverse("portal:landing", args=[job.municipality.slug])
    return {
        "start page": course.url in text(client, reverse("portal:start")),
        "landing page": course.url in text(client, own),
        "recommended": course.pk
        in {one.course for one in _candidates(competence.framework, job.person)},
        "path": course.pk not in plan.closed,
        "bookable": course.pk in selectors.offers_open_to(job.person),
        "obligation": course in selectors.bookable_courses(job.municipality),
    }


def files_for_everybody(client, course):
    return {
        "sitemap": course.url in text(client, "/sitemap.xml"),
        "feed": course.url in text(client, "/api/moochub/courses.json"),
    }


@pytest.mark.parametrize(
    ("viewer", "finds"),
    [
        ("named town", True),
        ("town of the group", True),
        ("other town", False),
        ("HR of a town of the group", True),
        ("HR of another town", False),
        ("visitor", False),
        ("office", True),
        ("author of the provider", True),
        ("author of another provider", False),
    ],
)
def test_every_list_follows_the_one_rule(client, viewer, finds):
    group = MunicipalityGroup.objects.create(name="Hessen", land="HE")
    named = member_employment(municipality__land="BY")
    jobs = {
        "named town": named,
        "town of the group": member_employment(**HESSEN),
        "other town": member_employment(municipality__land="BW"),
    }
    course = limited(group, [named.municipality]).course
    provider = course.module.provider
    users = {
        "HR of a town of the group": {
            "role": Role.HR_MANAGER,
            "municipality": jobs["town of the group"].municipality,
        },
        "HR of another town": {
            "role": Role.HR_MANAGER,
            "municipality": jobs["other town"].municipality,
        },
        "office": {"role": Role.OFFICE},
        "author of the provider": {"role": Role.AUTHOR, "provider": provider},
        "author of another provider": {
            "role": Role.AUTHOR,
            "provider": ProviderFactory(),
        },
    }
    job = jobs.get(viewer)
    if job:
        page = ensure_landing_page(municipality_id=job.municipality_id)
        landing.place_course(municipality=page.municipality, course=course, place="chosen")
        client.force_login(job.person.user)
    elif viewer in users:
        client.force_login(GrantFactory(**users[viewer]).user)
    shown = public_lists(client, course)
    if job:
        shown |= lists_of_staff(client, course, job)
    if viewer == "visitor":
        shown |= files_for_everybody(client, course)
    assert shown == dict.fromkeys(shown, finds)


def test_page_of_a_course_for_others_stays_and_says_so(client):
    offer = limited(towns=[MunicipalityFactory()], price=Decimal(0))
    client.force_login(member_employment().person.user)
    page = client.get(offer.course.url)
    assert page.status_code == 200
    assert "in Ihrer Kommune nicht buchbar" in page.text
    assert reverse("enrolment:enrol", args=[offer.pk]) not in page.text


def test_new_member_of_the_group_finds_the_course_at_once():
    group = MunicipalityGroup.objects.create(name="Hessen", land="HE")
    offer = limited(group)
    later = member_employment(**HESSEN)
    assert offer.course in selectors.bookable_courses(later.municipality)
    services.save_group(group=group, name="Hessen", land="BW", municipalities=())
    assert offer.course not in selectors.bookable_courses(later.municipality)


def test_queries_do_not_depend_on_how_much_is_limited(client):
    job, group = member_employment(**HESSEN), MunicipalityGroup.objects.create(name="A", land="HE")

    def asked():
        with CaptureQueriesContext(connection) as queries:
            circles.closed_for_person(job.person)
        return len(queries)

    limited(group)
    limited(towns=[MunicipalityFactory()])
    few = asked()
    for number in range(3):
        limited(MunicipalityGroup.objects.create(name=f"B{number}", land="BY"))
        limited(towns=[MunicipalityFactory()])
    assert asked() == few <= 5


def test_nothing_limited_costs_one_query_more(django_assert_num_queries):
    job = member_employment()
    OfferFactory()
    with django_assert_num_queries(2):
        assert circles.closed_for_person(job.person) == frozenset()


# ── Booking


@pytest.mark.parametrize("source", ["self", "assigned"])
def test_staff_of_others_get_no_seat_whoever_asks(client, source):
    offer, job = limited(towns=[MunicipalityFactory()]), member_employment()
    with pytest.raises(NotForYou, match="nur einigen Kommunen") as caught:
        services.enrol(person=job.person, offer=offer, by=job.person.user, source=source)
    assert (caught.value.status, caught.value.code) == (403, "not_for_you")
    with pytest.raises(NotForYou):
        services.enrol_again(person=job.person, offer=offer, by=None)
    client.force_login(job.person.user)
    answer = client.post(reverse("enrolment:enrol", args=[offer.pk]))
    assert answer.status_code == 403
    assert job.municipality.name in answer.text
    assert not Enrolment.objects.exists()


def test_staff_of_the_circle_book_as_ever():
    job = member_employment()
    offer = limited(towns=[job.municipality], price=Decimal(0))
    assert services.enrol(person=job.person, offer=offer, by=None).state == State.CONFIRMED


def test_request_of_a_town_that_left_the_circle_is_not_approved():
    job = member_employment(**HESSEN)
    group = MunicipalityGroup.objects.create(name="Hessen", land="HE")
    offer = limited(group)
    offer.approval_needed = True
    offer.save()
    seat = services.enrol(person=job.person, offer=offer, by=job.person.user)
    services.save_group(group=group, name="Bayern", land="BY", municipalities=())
    approver = GrantFactory(role=Role.APPROVER, department=job.department).user
    with pytest.raises(NotForYou):
        services.approve(enrolment=seat, by=approver)
    services.reject(enrolment=seat, by=approver, reason="nicht mehr im Angebot")


def test_waiting_for_what_is_offered_to_others_now_is_passed_over():
    job, other = member_employment(**HESSEN), member_employment(municipality__land="BY")
    group = MunicipalityGroup.objects.create(name="Hessen", land="HE")
    offer = limited(group, [other.municipality])
    offer.seats = 0
    offer.save()
    first, second = (
        services.enrol(person=one.person, offer=offer, by=None) for one in (job, other)
    )
    offer.seats = 1
    offer.save()
    services.save_group(group=group, name="Sachsen", land="SN", municipalities=())
    assert services.promote_waiting(offer=offer) == [second]
    first.refresh_from_db()
    assert first.state == State.WAITING


def test_seat_that_somebody_has_stays(client):
    seat = EnrolmentFactory()
    services.open_offer(
        course=seat.offer.course,
        price=Decimal(0),
        is_limited=True,
        municipalities=[MunicipalityFactory()],
    )
    client.force_login(seat.person.user)
    assert str(seat.registration) in client.get(seat.offer.course.url).text


# ── The office's pages


@pytest.fixture
def office(client):
    client.force_login(GrantFactory(role=Role.OFFICE).user)
    return client


def test_group_is_made_changed_and_deleted(office):
    inside = MunicipalityFactory(land="HE")
    values = {"name": "Hessen", "land": "HE", "population_from": "", "population_to": ""}
    assert office.post(reverse("offers:add_group"), values).status_code == 302
    group = MunicipalityGroup.objects.get()
    listed = office.get(reverse("offers:groups")).text
    assert "Hessen" in listed and reverse("offers:group", args=[group.pk]) in listed
    assert inside.name in office.get(reverse("offers:group", args=[group.pk])).text
    changed = {**values, "population_from": "90000", "municipalities": [inside.pk]}
    office.post(reverse("offers:group", args=[group.pk]), changed)
    assert list(group.municipalities.all()) == [inside]
    office.post(reverse("offers:delete_group", args=[group.pk]))
    assert not MunicipalityGroup.objects.exists()


@pytest.mark.parametrize(
    "values",
    [
        {"name": "", "land": "HE"},
        {"name": "Niemand"},
        {"name": "Verkehrt", "population_from": "9", "population_to": "8"},
        {"name": "Fremd", "land": "XX"},
    ],
)
def test_faulty_group_is_refused(office, values):
    assert office.post(reverse("offers:add_group"), values).status_code == 400
    assert not MunicipalityGroup.objects.exists()


def test_group_of_an_offer_is_not_deleted(office):
    group = MunicipalityGroup.objects.create(name="Hessen", land="HE")
    limited(group)
    with pytest.raises(GroupInUse):
        services.delete_group(group=group)
    answer = office.post(reverse("offers:delete_group", args=[group.pk]), follow=True)
    assert "Ein Angebot ist für diese Gruppe offen" in answer.text


def test_form_of_an_offer_names_circle_and_preview_counts_it(office):
    one, group = (
        MunicipalityFactory(land="HE"),
        MunicipalityGroup.objects.create(name="Bayerische", land="BY"),
    )
    MunicipalityFactory(land="BY")
    offer = OfferFactory()
    address = reverse("offers:edit", args=[offer.course_id])
    data = {"per": "free", "is_limited": "on"}
    refused = office.post(address, data)
    assert refused.status_code == 400
    assert "mindestens eine Gruppe oder Kommune" in refused.text
    data |= {"groups": [group.pk], "municipalities": [one.pk]}
    preview = office.post(address, {**data, "preview": "1"}).text
    assert f"Bayerische, {one.short_name}" in preview
    assert "Mitarbeitende von 2 Kommunen finden den Kurs" in preview
    office.post(address, data)
    after = selectors.offer_for(offer.course)
    assert (after.is_limited, list(after.groups.all())) == (True, [group])
    page = office.get(address).text
    assert "checked" in page.split('name="is_limited"')[1][:80]


def test_provider_reads_to_whom_its_offer_is_open(client):
    group = MunicipalityGroup.objects.create(name="Bayerische Kommunen", land="BY")
    provider = limited(group).course.module.provider
    client.force_login(GrantFactory(role=Role.PROVIDER_OWNER, provider=provider).user)
    assert "Bayerische Kommunen" in client.get(reverse("own_offers")).text


@pytest.mark.parametrize(
    ("facts", "words"),
    [((False, (), ()), "alle Mitglieder"), ((True, ("B", "A"), ()), "A, B")],
)
def test_circle_in_words(facts, words):
    assert conditions.circle_in_words(*facts) == words
