/**
 * The demonstration company and the generator for measuring at scale. Active in the profile {@code demo} only; nobody calls it.
 */
@NullMarked
@ApplicationModule
package app.mainstay.demo;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
