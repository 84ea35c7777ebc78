/** The screens of sales. */
@NullMarked
@NamedInterface("ui")
package app.mainstay.sales.ui;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
