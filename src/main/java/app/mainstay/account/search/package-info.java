/** How accounts are found by what people type. Stands behind one interface, so that another engine can take its place. */
@NullMarked
package app.mainstay.account.search;

import org.jspecify.annotations.NullMarked;
