"""Factories of members.roles."""

import factory

from members.roles.catalogue import SCOPE_OF, Role, Scope
from members.roles.models import Grant
from tests.factories.accounts import UserFactory
from tests.factories.organisations import MunicipalityFactory, ProviderFactory
from tests.factories.people import DepartmentFactory


class GrantFactory(factory.django.DjangoModelFactory):
    """A role in force; the place that the role needs is made unless given."""

    class Meta:
        model = Grant

    user = factory.SubFactory(UserFactory)
    role = Role.HR_MANAGER

    @classmethod
    def _adjust_kwargs(cls, **kwargs):
        scope = SCOPE_OF[Role(kwargs["role"])]
        if scope is Scope.PROVIDER and not kwargs.get("provider"):
            kwargs["provider"] = ProviderFactory()
        if scope is Scope.DEPARTMENT:
            if not kwargs.get("department"):
                where = (
                    {"municipality": kwargs["municipality"]} if kwargs.get("municipality") else {}
                )
                kwargs["department"] = DepartmentFactory(**where)
            kwargs["municipality"] = kwargs["department"].municipality
        if scope is Scope.MUNICIPALITY and not kwargs.get("municipality"):
            kwargs["municipality"] = MunicipalityFactory()
        return kwargs
