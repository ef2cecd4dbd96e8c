"""The right answers of the demo's tests, read from its content."""

from pathlib import Path

import yaml

CONTENT = Path(__file__).resolve().parent.parent.parent / "campus" / "demo" / "content"


def right_answers(slug: str) -> dict[str, list[str]]:
    """Return the texts of the right options by the question's prompt."""
    data = yaml.safe_load((CONTENT / slug / "module.yaml").read_text(encoding="utf-8"))
    questions = [
        question
        for chapter in data["chapters"]
        for item in chapter["items"]
        if item["kind"] == "quiz"
        for question in item["questions"]
    ]
    return {
        question["prompt"].strip(): [
            option["text"].strip() for option in question["options"] if option.get("correct")
        ]
        for question in questions
    }
