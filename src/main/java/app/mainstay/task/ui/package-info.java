/** The screens of tasks; what rooms above lead to is {@link app.mainstay.task.ui.TaskNavigation}. */
@NullMarked
@NamedInterface("ui")
package app.mainstay.task.ui;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
