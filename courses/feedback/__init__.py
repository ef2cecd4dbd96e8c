"""Feedback: what learners say of a course, shown only in numbers that name nobody."""
