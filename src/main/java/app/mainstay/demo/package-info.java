/**
 * The demonstration company and the generator for measuring at scale, active in the profile {@code demo} only, and the guard that keeps
 * it apart from real data in every profile. Owns the table demo_marker; nobody calls it.
 */
@NullMarked
@ApplicationModule
package app.mainstay.demo;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
