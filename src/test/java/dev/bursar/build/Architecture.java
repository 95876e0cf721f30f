package dev.bursar.build;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.NullMarked;

/** The rules that the classes of Bursar keep; {@link ArchitectureProofTest} shows that each of them bites. */
final class Architecture {
    private static final String CLI = "dev.bursar.cli..";

    /** What a class that may wire or hold SQL is called; any other class of the ledger or a feature is a rule. */
    private static final Set<String> WIRING = Set.of(
            "Store",
            "Poster",
            "Verifier",
            "Step",
            "Steps",
            "Reader",
            "Writer",
            "Tasklet",
            "Partitioner",
            "Configuration");

    private static final String[] RULE_PACKAGES = {
        "dev.bursar.ledger..",
        "dev.bursar.earning..",
        "dev.bursar.spending..",
        "dev.bursar.lapse..",
        "dev.bursar.coupons..",
        "dev.bursar.refunds..",
        "dev.bursar.warnings..",
        "dev.bursar.closing.."
    };

    private static final Set<String> CLOCKS = Set.of(
            "java.lang.System.currentTimeMillis()",
            "java.time.Clock.system(java.time.ZoneId)",
            "java.time.Clock.systemDefaultZone()",
            "java.time.Clock.systemUTC()",
            "java.time.InstantSource.system()",
            "java.time.ZoneId.systemDefault()",
            "java.util.Calendar.getInstance()",
            "java.util.Date.<init>()",
            "java.util.TimeZone.getDefault()");

    private Architecture() {}

    /** Every rule by a sentence that says it. */
    static final Map<String, ArchRule> RULES = Map.of(
            "arrows run down only", Arrows.rule(),
            "every class is in a package of the design", everyClassHasItsPlace(),
            "policy and rules are pure", rulesArePure(),
            "batch knows nothing but its framework", batchStandsAlone(),
            "only the command line reads the clock", onlyTheCommandLineReadsTheClock(),
            "only the command line talks to the terminal and exits", onlyTheCommandLineTalks(),
            "every package is null-marked", everyPackageIsNullMarked(),
            "nothing is injected into fields",
                    GeneralCodingRules.NO_CLASSES_SHOULD_USE_FIELD_INJECTION.allowEmptyShould(true),
            "logs go through SLF4J", GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING);

    private static ArchRule everyClassHasItsPlace() {
        String[] places = Arrows.packages().stream()
                .map(name -> "dev.bursar." + name + "..")
                .toArray(String[]::new);
        return classes().should().resideInAnyPackage(places);
    }

    private static ArchRule rulesArePure() {
        DescribedPredicate<JavaClass> rule = resideInAnyPackage("dev.bursar.policy..", "dev.bursar.units..")
                .or(resideInAnyPackage(RULE_PACKAGES).and(DescribedPredicate.not(wiring())))
                .as("policy, or rules of the ledger or a feature");
        DescribedPredicate<JavaClass> world = resideInAnyPackage("java.sql..", "javax.sql..", "org.springframework..")
                .or(JavaClass.Predicates.type(java.time.Clock.class))
                .or(JavaClass.Predicates.type(java.time.InstantSource.class))
                .as("SQL, Spring or a clock");
        return noClasses().that(are(rule)).should().dependOnClassesThat(world);
    }

    private static DescribedPredicate<JavaClass> wiring() {
        return DescribedPredicate.describe("wiring", type -> {
            JavaClass outer = type;
            while (outer.getEnclosingClass().isPresent()) {
                outer = outer.getEnclosingClass().get();
            }
            return WIRING.stream().anyMatch(outer.getSimpleName()::endsWith);
        });
    }

    private static ArchRule batchStandsAlone() {
        return classes()
                .that()
                .resideInAPackage("dev.bursar.batch..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "dev.bursar.batch..",
                        "dev.bursar.sql..",
                        "java..",
                        "javax.sql..",
                        "org.springframework..",
                        "net.javacrumbs.shedlock..",
                        "io.micrometer..",
                        "org.slf4j..",
                        "org.jspecify.annotations..");
    }

    private static ArchRule onlyTheCommandLineReadsTheClock() {
        DescribedPredicate<JavaAccess<?>> clock = DescribedPredicate.describe(
                "reads the clock or the zone of the machine",
                access -> access instanceof JavaCodeUnitAccess<?> call && readsTheClock(call.getTarget()));
        return noClasses().that().resideOutsideOfPackage(CLI).should().accessTargetWhere(clock);
    }

    /** {@code now()} and {@code now(zone)}, but not {@code now(clock)}, of every type of java.time. */
    private static boolean readsTheClock(CodeUnitAccessTarget target) {
        List<JavaClass> arguments = target.getRawParameterTypes();
        boolean now = target.getOwner().getPackageName().startsWith("java.time")
                && target.getName().equals("now")
                && arguments.stream().noneMatch(type -> type.isAssignableTo(java.time.Clock.class));
        return now || CLOCKS.contains(target.getFullName());
    }

    private static ArchRule onlyTheCommandLineTalks() {
        return noClasses()
                .that()
                .resideOutsideOfPackage(CLI)
                .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS)
                .orShould()
                .callMethod(System.class, "exit", int.class);
    }

    private static ArchRule everyPackageIsNullMarked() {
        return classes().should(new ArchCondition<>("be in a package marked @NullMarked") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
                events.add(new SimpleConditionEvent(
                        type,
                        marked,
                        type.getFullName() + " is in a package without @NullMarked in package-info.java"));
            }
        });
    }
}
