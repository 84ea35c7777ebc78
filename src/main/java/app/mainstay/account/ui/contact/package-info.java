/** The screens of the people at an account. */
@NullMarked
package app.mainstay.account.ui.contact;

import org.jspecify.annotations.NullMarked;
