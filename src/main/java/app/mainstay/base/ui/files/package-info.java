/** The files brick: the documents of a row of any kind, taken in, saved, looked at and taken away. */
@NullMarked
@NamedInterface("files-ui")
package app.mainstay.base.ui.files;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
