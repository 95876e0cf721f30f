package dev.bursar.build;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ArchitectureTest {
    private static final JavaClasses BURSAR = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.bursar");

    @TestFactory
    Stream<DynamicTest> bursar_keeps_the_rule() {
        return Architecture.RULES.entrySet().stream()
                .map(rule -> DynamicTest.dynamicTest(rule.getKey(), () -> check(rule.getValue())));
    }

    @Test
    void the_rules_look_at_the_product_and_at_nothing_else() {
        assertThat(BURSAR.stream().map(type -> type.getPackageName()))
                .contains("dev.bursar.ledger", "dev.bursar.cli")
                .doesNotContain("dev.bursar.build");
    }

    private static void check(ArchRule rule) {
        rule.check(BURSAR);
    }
}
