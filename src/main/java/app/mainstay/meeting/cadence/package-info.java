/** How often accounts are to be met: rules by tier and level of contact, and where every account stands by them. */
@NullMarked
@NamedInterface("cadence")
package app.mainstay.meeting.cadence;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
