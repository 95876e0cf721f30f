package dev.bursar.market;

import java.util.List;

/**
 * What was made.
 *
 * @param orders   placed in the period
 * @param files    rows by delivery and kind, where there are any
 * @param poisons  rows of each kind of poison, where there are any
 */
public record Made(long orders, List<Rows> files, List<Wrong> poisons) {

    public Made {
        files = List.copyOf(files);
        poisons = List.copyOf(poisons);
    }

    /**
     * @param delivery the folder's name
     * @param kind     as files are called: {@code order_lines}
     * @param rows     all, those that cannot be read among them
     * @param setAside by the import, since they cannot be read
     */
    public record Rows(String delivery, String kind, long rows, long setAside) {}

    public record Wrong(Poison poison, long rows) {}

    public long rows() {
        return files.stream().mapToLong(Rows::rows).sum();
    }

    public long setAside() {
        return files.stream().mapToLong(Rows::setAside).sum();
    }
}
