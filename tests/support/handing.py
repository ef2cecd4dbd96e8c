"""What a head sends to assign an obligation to people of the own team."""

from django.urls import reverse

HAND_ON = reverse("oversight:hand_on")


def values(duty, *jobs):
    return {"obligation": duty.pk, "people": [job.pk for job in jobs]}


def assign(client, duty, *jobs):
    """Look and confirm, as the page does."""
    stamp = client.post(HAND_ON, values(duty, *jobs)).context["stamp"]
    sent = {**values(duty, *jobs), "step": "confirm", "stamp": stamp}
    return client.post(HAND_ON, sent, follow=True)
