/** The list brick: toolbar, chips, grid, columns, views, export over a {@link app.mainstay.base.list.ListSource}. */
@NullMarked
@NamedInterface("list-ui")
package app.mainstay.base.ui.list;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
