package dev.bursar.shop;

/** Told after each commit how far the file that is being imported has come. */
@FunctionalInterface
public interface ImportProgress {
    /** For whom nobody watches. */
    ImportProgress SILENT = (file, done, planned) -> {};

    /**
     * @param done    lines of the file that are taken in or set aside
     * @param planned lines of the file in all
     */
    void lines(ImportFile file, long done, long planned);
}
