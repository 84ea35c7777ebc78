/** Lists without their screen: what an address asks, columns, filters, saved views, export. Owns the tables base_view*. */
@NullMarked
@NamedInterface("list")
package app.mainstay.base.list;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
