@NullMarked
package app.mainstay.coverage.ui;

import org.jspecify.annotations.NullMarked;
