@NullMarked
package app.mainstay.admin.ui;

import org.jspecify.annotations.NullMarked;
