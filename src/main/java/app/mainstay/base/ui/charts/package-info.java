/** The chart brick: a figure with a title, a chart, and the table with the same numbers behind it. */
@NullMarked
@NamedInterface("charts")
package app.mainstay.base.ui.charts;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
