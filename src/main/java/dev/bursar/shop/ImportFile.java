package dev.bursar.shop;

import java.nio.file.Path;
import java.util.List;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;

/**
 * A delivered file that has been looked through and can be taken in.
 *
 * @param path       where it lies
 * @param kind       of its facts, as in the file's name
 * @param size       in bytes, as it lies there
 * @param sha256     of the bytes as they lie there, in hexadecimal
 * @param lines      of the text, the header counted
 * @param columns    as its header names them
 * @param rejects    where rows that cannot be read will be set aside
 */
public record ImportFile(
        Path path, String kind, long size, String sha256, long lines, List<String> columns, Path rejects) {

    public ImportFile {
        columns = List.copyOf(columns);
    }

    /** The file's name without its folders. */
    public String name() {
        return String.valueOf(path.getFileName());
    }

    /** Rows to expect; exact but for blank lines and values that hold line breaks. */
    public long rows() {
        return Math.max(0, lines - 1);
    }

    /** The same for the same delivery, wherever it lies: its kind, name, size and content say which. */
    public JobParameters parameters() {
        return new JobParametersBuilder()
                .addString("kind", kind)
                .addString("file", name())
                .addLong("size", size)
                .addString("sha256", sha256)
                .addString("path", path.toAbsolutePath().normalize().toString(), false)
                .addString("rejects", rejects.toAbsolutePath().normalize().toString(), false)
                .toJobParameters();
    }
}
