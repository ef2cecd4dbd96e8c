"""Factories of members.accounts."""

import factory

from members.accounts.models import User

PASSWORD = "correct-horse-battery-staple"


class UserFactory(factory.django.DjangoModelFactory):
    """Somebody who can sign in with PASSWORD."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda number: f"user{number}")
    first_name = "Erika"
    last_name = factory.Sequence(lambda number: f"Beispiel{number}")
    email = factory.LazyAttribute(lambda user: f"{user.username}@stadt.example")

    @factory.post_generation
    def password(user, create, extracted, **kwargs):
        user.set_password(extracted or PASSWORD)
        if create:
            user.save()
