package dev.bursar.shop;

/**
 * A column of a delivered file and of the table it goes to; both have the same name.
 *
 * @param required false: may be empty, which means none
 * @param key      identifies the row, alone or with the kind's other keys
 */
record Column(String name, Cell cell, boolean required, boolean key) {

    static Column key(String name, Cell cell) {
        return new Column(name, cell, true, true);
    }

    static Column required(String name, Cell cell) {
        return new Column(name, cell, true, false);
    }

    static Column optional(String name, Cell cell) {
        return new Column(name, cell, false, false);
    }
}
