/**
 * Meetings: when, with whom, what about, and whether they were held; what repeats is laid out as meetings of its own. Owns the tables meeting*.
 * A meeting is seen by who takes part and by whoever sees one of its accounts.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"shared", "settings", "audit", "invariants", "jobs", "mail", "files", "security", "base", "base::ui", "base::ical", "base::pdf",
        "base::list", "base::list-ui", "base::calendar-ui", "base::files-ui", "base::charts", "account", "account::ui", "account::contact", "account::note", "coverage", "task", "task::ui"})
package app.mainstay.meeting;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
