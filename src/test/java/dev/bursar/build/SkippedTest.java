package dev.bursar.build;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** {@code .ci/skipped}, by which CI tells at its end what it left out. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "it is a shell script")
class SkippedTest {

    private static String told(String reports) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(".ci/skipped")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (OutputStream in = process.getOutputStream()) {
            in.write(reports.getBytes(UTF_8));
        }
        String told = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).isZero();
        return told;
    }

    @Test
    void a_failed_assumption_is_the_reason() throws Exception {
        assertThat(told("""
                  <testcase name="real_purchases" classname="dev.bursar.jobs.CdnowIT" time="0.0">
                    <skipped type="org.opentest4j.TestAbortedException"><![CDATA[org.opentest4j.TestAbortedException: Assumption failed: no file
                \tat org.junit.jupiter.api.Assumptions.assumeTrue(Assumptions.java:127)
                ]]></skipped>
                  </testcase>
                """)).isEqualTo("CdnowIT real_purchases: Assumption failed: no file\n");
    }

    @Test
    void a_reason_that_was_given_is_told_in_plain_letters() throws Exception {
        assertThat(told("""
                  <testcase name="one" classname="dev.bursar.cli.OneTest" time="0.0">
                    <skipped message="no &quot;signals&quot; &amp; more"/>
                  </testcase>
                """)).isEqualTo("OneTest one: no \"signals\" & more\n");
    }

    @Test
    void what_was_run_is_not_told() throws Exception {
        assertThat(told("""
                  <testcase name="one" classname="dev.bursar.cli.OneTest" time="0.1"/>
                  <testcase name="two" classname="dev.bursar.cli.OneTest" time="0.1">
                    <failure message="no"/>
                  </testcase>
                """)).isEmpty();
    }
}
