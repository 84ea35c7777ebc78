@NullMarked
@NamedInterface("ui")
package app.mainstay.account.ui;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
