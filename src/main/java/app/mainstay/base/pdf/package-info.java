/** Pages to hand out: headed PDFs with facts, tables and text in every language that the product speaks. Knows no features and no screens. */
@NullMarked
@NamedInterface("pdf")
package app.mainstay.base.pdf;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
