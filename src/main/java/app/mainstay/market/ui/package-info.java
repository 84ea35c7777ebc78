/** The screens of the market. */
@NullMarked
package app.mainstay.market.ui;

import org.jspecify.annotations.NullMarked;
