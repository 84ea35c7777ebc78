/** The screens of notes and files on an account. */
@NullMarked
package app.mainstay.account.ui.note;

import org.jspecify.annotations.NullMarked;
