"""Deeds about people: staff, departments, invitations, sign-in, and the log of who looked."""

from members.people.services.access_log import log_access
from members.people.services.departments import (
    add_department,
    change_department,
    remove_department,
)
from members.people.services.erasure import forget_account
from members.people.services.invitations import (
    IssuedInvitation,
    find_invitation,
    invite,
    invite_for_role,
    issue_letters,
    may_renew_by_letter,
    revoke_invitation,
)
from members.people.services.joining import join_with_account
from members.people.services.leaving import tell_leaver, tell_leavers
from members.people.services.lists_of_posts import posts_kept, restore_posts, set_posts
from members.people.services.posts import add_post, change_post, end_post, make_main
from members.people.services.several import Added, CheckedRow, add_several, check_rows
from members.people.services.sign_in import (
    accept_invitation,
    give_sign_in,
    open_account,
    renew_password,
)
from members.people.services.staff import (
    add_job,
    add_person,
    add_person_without_job,
    change_employment,
    close_ended_employments,
    correct_person,
    end_employment,
    follow_address,
    is_known_elsewhere,
)
from members.people.services.undoing import (
    Ending,
    ending_of,
    reopen_employment,
    withdraw_employment,
)

__all__ = [
    "Added",
    "CheckedRow",
    "Ending",
    "IssuedInvitation",
    "accept_invitation",
    "add_department",
    "add_job",
    "add_person",
    "add_post",
    "add_several",
    "add_person_without_job",
    "change_department",
    "change_employment",
    "change_post",
    "check_rows",
    "close_ended_employments",
    "correct_person",
    "end_employment",
    "end_post",
    "ending_of",
    "find_invitation",
    "forget_account",
    "follow_address",
    "give_sign_in",
    "invite",
    "invite_for_role",
    "is_known_elsewhere",
    "issue_letters",
    "join_with_account",
    "log_access",
    "make_main",
    "may_renew_by_letter",
    "open_account",
    "posts_kept",
    "remove_department",
    "renew_password",
    "reopen_employment",
    "restore_posts",
    "revoke_invitation",
    "set_posts",
    "tell_leaver",
    "tell_leavers",
    "withdraw_employment",
]
