/**
 * Mails: an outbox that is written in the caller's transaction and emptied in the background, and how they leave. Owns the tables mail_*. Uses the
 * shared types, jobs for its turns and the audit trail; whom a mail is for and what it says is told by who sends it.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"shared", "jobs", "audit"})
package app.mainstay.mail;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
