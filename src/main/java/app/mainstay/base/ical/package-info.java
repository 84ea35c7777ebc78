/** Calendar files by RFC 5545, written and read. Knows no meetings, and asks nobody outside: zones come from Java and from a table. */
@NullMarked
@NamedInterface("ical")
package app.mainstay.base.ical;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
