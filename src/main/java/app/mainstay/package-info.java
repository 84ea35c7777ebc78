/** Mainstay: the workplace of a key-account team. Each package below is one room of the house. */
@NullMarked
package app.mainstay;

import org.jspecify.annotations.NullMarked;
