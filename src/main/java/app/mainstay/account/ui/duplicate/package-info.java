/** Screens of {@link app.mainstay.account.duplicate}. */
@NullMarked
package app.mainstay.account.ui.duplicate;

import org.jspecify.annotations.NullMarked;
