/** What people write down about an account, and the list of its documents. Owns the tables account_note*. */
@NullMarked
@NamedInterface("note")
package app.mainstay.account.note;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
