/** What lies before the people of a meeting: its documents, and who may read and change them. */
@NullMarked
@NamedInterface("document")
package app.mainstay.meeting.document;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
