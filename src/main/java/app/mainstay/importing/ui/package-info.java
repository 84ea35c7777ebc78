@NullMarked
package app.mainstay.importing.ui;

import org.jspecify.annotations.NullMarked;
