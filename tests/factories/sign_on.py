"""Factories of members.sign_on."""

import factory

from campus.kit import dates
from campus.kit.sealing import seal
from members.sign_on.models import Connection, Identity, MailDomain
from tests.factories.accounts import UserFactory
from tests.factories.organisations import MunicipalityFactory


class ConnectionFactory(factory.django.DjangoModelFactory):
    """A connection by OpenID Connect that is switched on; `domain=None` for one without."""

    class Meta:
        model = Connection
        skip_postgeneration_save = True

    municipality = factory.SubFactory(MunicipalityFactory)
    protocol = Connection.Protocol.OIDC
    issuer = "https://login.rathaus.example"
    client_id = "kommunalcampus"
    sealed_secret = factory.LazyFunction(lambda: seal("geheim"))
    is_on = True
    tried_at = factory.LazyFunction(dates.now)

    @factory.post_generation
    def domain(connection, create, extracted, **kwargs):
        if create and extracted is not None:
            MailDomain.objects.create(connection=connection, name=extracted)


class IdentityFactory(factory.django.DjangoModelFactory):
    """Somebody who has come before."""

    class Meta:
        model = Identity

    connection = factory.SubFactory(ConnectionFactory)
    issuer = factory.SelfAttribute("connection.issuer")
    subject = factory.Sequence(lambda number: f"subject-{number}")
    user = factory.SubFactory(UserFactory)
