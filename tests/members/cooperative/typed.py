"""What somebody types into the forms of the cooperative."""

DECLARATION = {
    "name": "Stadt Beitritt",
    "kind": "city",
    "ars": "064310009999",
    "land": "HE",
    "street": "Am Markt 1",
    "postcode": "64646",
    "city": "Beitritt",
    "population": "25000",
    "population_date": "2025-12-31",
    "leitweg_id": "",
    "invoice_email": "rechnung@beitritt.example",
    "shares": "3",
    "declarant_name": "Erika Beispiel",
    "declarant_function": "Bürgermeisterin",
    "declarant_email": "rathaus@beitritt.example",
    "duty_acknowledged": "on",
    "statute_received": "on",
}
DECISION = {"number": "V-1", "decided_on": "2026-01-15", "text": "Beschlossen."}


def classes(*rows, year="2027", share_value="1.000,00"):
    """Return a typed fee schedule; a row is (upper end, shares, contribution)."""
    data = {"klassen-TOTAL_FORMS": str(len(rows)), "klassen-INITIAL_FORMS": "0"}
    for place, (end, shares, contribution) in enumerate(rows):
        data[f"klassen-{place}-population_until"] = end
        data[f"klassen-{place}-mandatory_shares"] = shares
        data[f"klassen-{place}-contribution"] = contribution
    return {"year": year, "share_value": share_value, **data}
