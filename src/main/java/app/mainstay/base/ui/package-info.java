@NullMarked
@NamedInterface("ui")
package app.mainstay.base.ui;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
