package dev.bursar.shop;

/**
 * A column of a delivered file and of the table it goes to; both have the same name.
 *
 * @param required false: may be empty, which means none
 */
record Column(String name, Cell cell, boolean required) {

    static Column required(String name, Cell cell) {
        return new Column(name, cell, true);
    }

    static Column optional(String name, Cell cell) {
        return new Column(name, cell, false);
    }
}
