package dev.bursar.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bursar.jobs.JobFile;
import dev.bursar.jobs.JobFiles;
import dev.bursar.jobs.Steps;
import dev.bursar.policy.PolicyFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ManifestsTest {

    static List<Path> overlays() {
        return List.of(Manifests.TRIAL, Manifests.PRODUCTION);
    }

    static List<Path> folders() {
        return List.of(Manifests.BASE, Manifests.TRIAL, Manifests.PRODUCTION);
    }

    static List<JobFile> jobs() {
        return JobFiles.read(
                Path.of("jobs"),
                Steps.NAMES,
                PolicyFiles.read(Path.of("jobs", "policy")).zone());
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void every_object_is_one_that_kubernetes_knows(Path overlay) throws IOException {
        List<Manifest> all = Manifests.of(overlay);

        assertThat(all).hasSizeGreaterThan(10);
        assertThat(all).flatMap(ManifestSchema::faults).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void every_object_keeps_the_rules(Path overlay) throws IOException {
        assertThat(WholeRules.faults(Manifests.of(overlay))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void every_job_file_has_its_cron_job(Path overlay) throws IOException {
        assertThat(CronRules.faults(Manifests.of(overlay), jobs())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("folders")
    void no_file_is_forgotten(Path folder) throws IOException {
        assertThat(Manifests.forgotten(folder)).isEmpty();
    }

    /** Where kubectl is not at hand, {@code .ci/run} does this. */
    @ParameterizedTest
    @MethodSource("overlays")
    void kustomize_makes_the_same_of_it(Path overlay) throws Exception {
        assumeTrue(
                Stream.of(System.getenv("PATH").split(":"))
                        .anyMatch(bin -> Files.isExecutable(Path.of(bin, "kubectl"))),
                "kubectl is not on the PATH");
        Process kubectl = new ProcessBuilder("kubectl", "kustomize", overlay.toString()).start();
        String rendered = new String(kubectl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(kubectl.waitFor()).isZero();
        List<Manifest> made = Manifests.documents("rendered", rendered).stream()
                .map(Manifest::new)
                .toList();

        assertThat(made)
                .extracting(Manifest::id)
                .containsExactlyInAnyOrderElementsOf(
                        Manifests.of(overlay).stream().map(Manifest::id).toList());
        assertThat(made).flatMap(ManifestSchema::faults).isEmpty();
        assertThat(WholeRules.faults(made)).isEmpty();
        assertThat(CronRules.faults(made, jobs())).isEmpty();
    }
}
