/** Accounts that may be the same company: what tells, who decided, and how two become one. Owns the tables account_duplicate* and account_merged. */
@NullMarked
@NamedInterface("duplicate")
package app.mainstay.account.duplicate;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
