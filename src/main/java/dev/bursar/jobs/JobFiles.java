package dev.bursar.jobs;

import dev.bursar.policy.Faults;
import dev.bursar.policy.SourceFile;
import dev.bursar.policy.SourceReader;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;

/** Reads the jobs of a folder, one file each, and checks them ({@code docs/operators.md}). */
public final class JobFiles {

    private JobFiles() {}

    /**
     * Reads all {@code *.yaml} files of a folder; folders within it are not read.
     *
     * @param steps  the names of all steps that there are
     * @param market the policy's zone, whose days the business dates are
     * @return by name
     * @throws dev.bursar.policy.FaultsException with every fault of every file
     */
    public static List<JobFile> read(Path folder, Collection<String> steps, ZoneId market) {
        Faults faults = new Faults();
        SourceReader reader = new SourceReader("job file", JobFileReader.KEYS, faults);
        List<SourceFile> sources =
                SourceFile.readAll(folder, "no job file; put one such as nightly.yaml there", faults);
        List<JobFile> jobs = sources.stream()
                .flatMap(source -> reader.read(source).stream()
                        .flatMap(fields -> new JobFileReader(fields, steps, market).read(source.name()).stream()))
                .toList();
        faults.throwIfAny();
        return jobs;
    }
}
