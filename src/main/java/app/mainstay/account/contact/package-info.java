/** The people at an account: who decides, who is for us, who reports to whom. Owns the tables account_contact*. */
@NullMarked
@NamedInterface("contact")
package app.mainstay.account.contact;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
