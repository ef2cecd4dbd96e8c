"""Marks responses to an item of QTI 2.1 by what stands in the item, as a testing system does."""

from defusedxml import ElementTree

Q = "{http://www.imsglobal.org/xsd/imsqti_v2p1}"


class Item:
    """An item and the responses to it: a list of values for each declared response."""

    def __init__(self, text, responses):
        self.tree = ElementTree.fromstring(text)
        self.responses = {
            one.get("identifier"): responses.get(one.get("identifier"), [])
            for one in self.tree.findall(f"{Q}responseDeclaration")
        }
        self.declared = {
            one.get("identifier"): one for one in self.tree.findall(f"{Q}responseDeclaration")
        }
        self.outcomes = {"SCORE": 0.0, "FEEDBACK": []}
        for rule in self.tree.find(f"{Q}responseProcessing"):
            self._apply(rule)

    @property
    def score(self):
        """Return the marks."""
        return self.outcomes["SCORE"]

    @property
    def feedback(self):
        """Return what is shown after the response."""
        return [
            one.text
            for one in self.tree.findall(f"{Q}modalFeedback")
            if one.get("identifier") in self.outcomes["FEEDBACK"]
        ]

    def correct(self, name="RESPONSE"):
        """Return the right response."""
        path = f"{Q}correctResponse/{Q}value"
        return [one.text for one in self.declared[name].findall(path)]

    def _apply(self, rule):
        kind = rule.tag.removeprefix(Q)
        if kind == "setOutcomeValue":
            self.outcomes[rule.get("identifier")] = self._value(rule[0])
        elif kind == "responseCondition":
            condition, *deeds = rule[0]
            if self._value(condition):
                for deed in deeds:
                    self._apply(deed)

    def _value(self, expression):
        return getattr(self, f"_{expression.tag.removeprefix(Q)}")(expression)

    def _variable(self, one):
        name = one.get("identifier")
        return self.outcomes[name] if name in self.outcomes else self.responses[name]

    def _index(self, one):
        place = int(one.get("n"))
        return self._value(one[0])[place - 1 : place]

    def _and(self, one):
        return all(self._value(part) for part in one)

    def _or(self, one):
        return any(self._value(part) for part in one)

    def _correct(self, one):
        return self.correct(one.get("identifier"))

    def _baseValue(self, one):
        return float(one.text) if one.get("baseType") == "float" else [one.text]

    def _multiple(self, one):
        return [value for part in one for value in self._value(part)]

    def _sum(self, one):
        return sum(self._value(part) for part in one)

    def _match(self, one):
        given, right = (self._value(part) for part in one)
        cardinality = self.declared["RESPONSE"].get("cardinality")
        ordered = cardinality != "multiple"
        return given == right if ordered else sorted(given) == sorted(right)

    def _equal(self, one):
        given, right = (self._value(part) for part in one)
        below, above = (float(part) for part in one.get("tolerance").split())
        if not given:
            return False
        return float(right[0]) - below <= float(given[0]) <= float(right[0]) + above

    def _mapResponse(self, one):
        name = one.get("identifier")
        mapping = self.declared[name].find(f"{Q}mapping")
        total = sum(self._mark(mapping, value) for value in dict.fromkeys(self.responses[name]))
        total = max(total, float(mapping.get("lowerBound", "-inf")))
        return min(total, float(mapping.get("upperBound", "inf")))

    def _mark(self, mapping, value):
        for entry in mapping:
            key, exact = entry.get("mapKey"), entry.get("caseSensitive", "true") == "true"
            if value == key or (not exact and value.lower() == key.lower()):
                return float(entry.get("mappedValue"))
        return float(mapping.get("defaultValue"))
