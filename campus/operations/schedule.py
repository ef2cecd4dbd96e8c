"""The timetable: which task runs when. Times are those of the platform's time zone."""

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from croniter import croniter


@dataclass(frozen=True)
class Job:
    """A task without arguments by its dotted path, and its times in cron's notation."""

    name: str
    cron: str
    task: str


OWN = "campus.operations.tasks"
JOBS = (
    Job("heartbeat", "* * * * *", f"{OWN}.record_heartbeat"),
    Job("fold pending progress", "*/5 * * * *", "courses.learning.tasks.project_pending"),
    Job("close tests out of time", "* * * * *", "courses.learning.tasks.close_overdue"),
    Job("forward statements", "* * * * *", "courses.xapi.forwarding.tasks.forward"),
    Job("publish planned modules", "*/10 * * * *", "courses.lifecycle.tasks.publish_due"),
    Job("publish what is scheduled", "*/10 * * * *", f"{OWN}.publish_scheduled"),
    Job("give up stuck messages", "15 * * * *", f"{OWN}.give_up_stuck_messages"),
    Job("close ended employments", "5 0 * * *", f"{OWN}.close_ended_employments"),
    Job("tell leavers", "15 7 * * *", f"{OWN}.tell_leavers"),
    Job("close ended memberships", "10 0 * * *", f"{OWN}.close_ended_memberships"),
    Job("issue missing certificates", "10 1 * * *", "courses.certificates.tasks.issue_missing"),
    Job("close ended courses", "2 0 * * *", "courses.lifecycle.tasks.carry_out_due"),
    Job("remind of modules", "5 7 * * *", "courses.lifecycle.tasks.remind_overdue"),
    Job("remind of reviews", "0 7 * * *", "courses.review.tasks.remind_overdue"),
    Job("withdraw recognitions", "15 1 * * *", "courses.transfer.tasks.withdraw_revoked"),
    Job("enter missed completions", "20 1 * * *", "courses.assignments.tasks.fulfil_missed"),
    # Before the next one, so that newcomers read of all their obligations in one message.
    Job("obligations follow the staff", "25 1 * * *", "courses.moves.tasks.follow_all"),
    Job("extend obligations", "30 1 * * *", "courses.assignments.tasks.extend_obligations"),
    Job("open turns of obligations", "40 1 * * *", "courses.assignments.tasks.open_windows"),
    Job("remind of requests", "10 7 * * *", "courses.enrolment.tasks.remind_approvers"),
    Job("remind by deadlines", "0 7 * * *", "courses.assignments.tasks.remind_by_window"),
    Job("make partitions of statements", "40 3 * * *", "courses.xapi.tasks.make_partitions_ahead"),
    Job("tell of what is overdue", "20 7 * * *", "courses.oversight.tasks.escalate"),
    Job("roll up reports", "0 4 * * *", "campus.reports.tasks.roll_up_recent"),
    Job("count how modules are learnt", "10 4 * * *", "courses.insight.tasks.close_months"),
    Job("forget old task results", "20 4 * * *", f"{OWN}.prune_results"),
    Job("forget ended tokens", "25 4 * * *", "courses.xapi.tasks.forget_expired_tokens"),
    Job("end forgotten cmi5 sessions", "45 * * * *", "courses.cmi5.tasks.abandon_forgotten"),
    Job("tidy up after LTI", "50 3 * * *", "courses.lti.tasks.tidy"),
    Job("finish imports of staff", "*/5 * * * *", "members.imports.tasks.finish_left_over"),
    Job("forget imports of staff", "35 4 * * *", "members.imports.tasks.tidy"),
    Job("forget notes on directories", "40 4 * * *", "members.scim.tasks.tidy"),
    Job("end proposals out of time", "25 * * * *", "members.second_person.tasks.expire"),
    Job("forget ended proposals", "55 4 * * *", "members.second_person.tasks.tidy"),
    Job("hand over booked seats", "*/5 * * * *", "courses.bookings.tasks.go_on"),
    Job("go on with assignments", "*/5 * * * *", "courses.bundles.tasks.go_on"),
    Job("refresh sign-in metadata", "15 5 * * *", "members.sign_on.tasks.refresh_metadata"),
    Job("forget data exports", "25 4 * * *", "courses.privacy.tasks.tidy"),
    Job("forget proof packages", "55 4 * * *", "courses.audits.tasks.tidy"),
    Job("forget exports of modules", "45 4 * * *", "courses.exchange.tasks.tidy"),
    Job("forget half uploads", "40 * * * *", "campus.uploads.tasks.forget_left_behind"),
    Job("read other catalogues", "20 3 * * *", "courses.exchange.tasks.read_catalogues"),
    Job("go on reading catalogues", "*/15 * * * *", "courses.exchange.tasks.go_on_reading"),
    Job("forget old sessions", "30 4 * * *", f"{OWN}.clear_sessions"),
)


def next_run(cron: str, after: dt.datetime, zone: ZoneInfo) -> dt.datetime:
    """Return the first instant after `after` that fits.

    Computed on the wall clock, so that a nightly job runs once in the night in which an hour
    comes twice, and is not left out in the night in which an hour is missing.
    """
    local = after.astimezone(zone)
    wall_clock: dt.datetime = croniter(cron, local.replace(tzinfo=None)).get_next(dt.datetime)
    first = wall_clock.replace(tzinfo=zone)
    found = first if first.astimezone(dt.UTC) > after else first.replace(fold=1)
    return found.astimezone(dt.UTC)
