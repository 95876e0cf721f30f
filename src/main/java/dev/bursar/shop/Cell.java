package dev.bursar.shop;

import java.util.Currency;
import org.jspecify.annotations.Nullable;

/** How the text of a column's cell becomes the value that the database takes. */
@FunctionalInterface
interface Cell {
    /**
     * @param text     never empty
     * @param currency of the row; null where it has none or could not be read
     * @throws UnreadableCell with what is wrong and what was expected, without the text itself
     */
    Object read(String text, @Nullable Currency currency);
}
