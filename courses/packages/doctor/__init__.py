"""The package doctor: what will and what will not work for learners, before they meet it; pure."""
