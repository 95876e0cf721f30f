package dev.bursar.build;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher in a folder of its own, with a JDK that prints its arguments and a Maven that counts its builds. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
    private static final List<String> TOOLS = List.of(
            "sh",
            "awk",
            "cat",
            "dirname",
            "find",
            "flock",
            "grep",
            "head",
            "mkdir",
            "mv",
            "readlink",
            "rm",
            "sed",
            "sleep");

    private static final String FAKE_JAVA = """
            #!/bin/sh
            for argument in "$@"; do echo "<$argument>"; done
            exit ${PROGRAM_EXIT:-0}
            """;

    private static final String FAKE_MAVEN = """
            #!/bin/sh
            echo built >>builds
            sleep 0.1
            mkdir -p target/quick target/lib target/trial
            echo jar >target/quick/bursar.jar
            echo "[ERROR] it is broken"
            exit ${MAVEN_EXIT:-0}
            """;

    @TempDir
    Path folder;

    private Path home = Path.of("");
    private Path bin = Path.of("");

    private record Ended(int code, String out, String err) {}

    @BeforeEach
    void lay_out_a_checkout() throws IOException {
        home = Files.createDirectories(folder.toRealPath().resolve("a checkout"));
        bin = Files.createDirectories(folder.resolve("bin"));
        Files.copy(Path.of("bursar"), home.resolve("bursar"));
        Files.writeString(home.resolve("pom.xml"), "<project/>");
        Files.createDirectories(home.resolve("jobs"));
        for (String tool : TOOLS) {
            link(tool);
        }
        script(bin.resolve("mvn"), FAKE_MAVEN);
        jdk("17.0.15");
    }

    @Test
    void arguments_reach_the_program_untouched() throws Exception {
        Ended ended = run(Map.of(), "run", "two words", "*", "", "--date=2026-11-19");

        assertThat(ended.out()).endsWith("""
                <dev.bursar.cli.Main>
                <run>
                <two words>
                <*>
                <>
                <--date=2026-11-19>
                """);
    }

    @Test
    void the_exit_code_of_the_program_is_kept() throws Exception {
        assertThat(run(Map.of("PROGRAM_EXIT", "75")).code()).isEqualTo(75);
    }

    @Test
    void options_for_the_jvm_come_before_the_program() throws Exception {
        assertThat(run(Map.of("BURSAR_JAVA_OPTS", "-Xmx2g -Da=*")).out())
                .contains("<-Xmx2g>\n<-Da=*>\n<-Dbursar.home=" + home + ">");
    }

    @Test
    void a_jvm_of_version_17_gets_no_options_it_does_not_know() throws Exception {
        assertThat(run(Map.of()).out()).doesNotContain("--sun-misc-unsafe-memory-access");
    }

    @Test
    void a_jvm_of_version_25_is_kept_from_warning() throws Exception {
        jdk("25.0.3");

        assertThat(run(Map.of()).out()).contains("<--sun-misc-unsafe-memory-access=allow>");
    }

    @Test
    void the_first_start_builds_and_says_so_in_one_line() throws Exception {
        assertThat(run(Map.of()).err()).startsWith("bursar: building").containsOnlyOnce("\n");
    }

    @Test
    void the_second_start_neither_builds_nor_says_anything() throws Exception {
        run(Map.of());

        assertThat(run(Map.of()).err()).isEmpty();
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void a_new_job_file_is_built_in() throws Exception {
        run(Map.of());
        Path job = Files.writeString(home.resolve("jobs/nightly.yaml"), "name: nightly");
        Files.setLastModifiedTime(job, FileTime.from(Instant.now().plusSeconds(5)));
        run(Map.of());

        assertThat(builds()).isEqualTo(2);
    }

    @Test
    void two_at_once_build_once() throws Exception {
        Process one = start(home.resolve("bursar"), Map.of(), "one");
        Process two = start(home.resolve("bursar"), Map.of(), "two");

        assertThat(List.of(end(one).code(), end(two).code())).containsOnly(0);
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void two_at_once_build_once_where_there_is_no_flock() throws Exception {
        Files.deleteIfExists(bin.resolve("flock"));
        two_at_once_build_once();
    }

    @Test
    void it_finds_its_folder_through_a_link() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("a checkout", "bursar"));

        assertThat(end(start(link, Map.of())).out()).contains("<-Dbursar.home=" + home + ">");
    }

    @Test
    void a_failed_build_shows_what_maven_said_and_exits_5() throws Exception {
        Ended ended = run(Map.of("MAVEN_EXIT", "1"));

        assertThat(ended.code()).isEqualTo(5);
        assertThat(ended.err()).contains("[ERROR] it is broken", home + "/target/bursar-build.log");
    }

    @Test
    void a_failed_build_is_tried_again() throws Exception {
        run(Map.of("MAVEN_EXIT", "1"));

        assertThat(run(Map.of()).code()).isZero();
    }

    @Test
    void without_maven_one_sentence_says_what_to_do() throws Exception {
        Files.delete(bin.resolve("mvn"));
        Ended ended = run(Map.of());

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err()).contains("install Maven").containsOnlyOnce("\n");
    }

    @Test
    void an_old_jdk_is_refused_in_one_sentence() throws Exception {
        jdk("11.0.2");
        Ended ended = run(Map.of());

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err())
                .contains("a JDK of version 17 or newer", "found version 11")
                .containsOnlyOnce("\n");
    }

    @Test
    void no_java_at_all_is_said_in_one_sentence() throws Exception {
        Ended ended = run(Map.of("JAVA_HOME", ""));

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err()).contains("set JAVA_HOME").containsOnlyOnce("\n");
    }

    private Ended run(Map<String, String> environment, String... arguments) throws Exception {
        return end(start(home.resolve("bursar"), environment, arguments));
    }

    private Process start(Path launcher, Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().clear();
        builder.environment().put("PATH", bin.toString());
        builder.environment().put("JAVA_HOME", folder.resolve("jdk").toString());
        builder.environment().putAll(environment);
        return builder.start();
    }

    private static Ended end(Process process) throws Exception {
        process.getOutputStream().close();
        // What is written fits the pipes' buffers.
        int code = process.waitFor();
        String out = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Ended(code, out, new String(process.getErrorStream().readAllBytes(), UTF_8));
    }

    private int builds() throws IOException {
        return Files.readAllLines(home.resolve("builds")).size();
    }

    private void jdk(String version) throws IOException {
        Path jdk = folder.resolve("jdk");
        Files.createDirectories(jdk.resolve("bin"));
        Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
        script(jdk.resolve("bin/java"), FAKE_JAVA);
        script(jdk.resolve("bin/javac"), FAKE_JAVA);
    }

    private void link(String tool) throws IOException {
        List<Path> found = Stream.of("/usr/bin", "/bin")
                .map(place -> Path.of(place, tool))
                .filter(Files::isExecutable)
                .toList();
        if (!found.isEmpty()) {
            Files.createSymbolicLink(bin.resolve(tool), found.get(0));
        }
    }

    private static void script(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
