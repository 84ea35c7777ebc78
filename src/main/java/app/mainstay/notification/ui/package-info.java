@NullMarked
package app.mainstay.notification.ui;

import org.jspecify.annotations.NullMarked;
