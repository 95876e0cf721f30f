package dev.bursar.build;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which package may know which, as the design draws it: arrows run down only. */
final class Arrows {
    /** A feature each; no feature knows another but through the ledger or a fact. */
    private static final Set<String> FEATURES =
            Set.of("earning", "spending", "lapse", "coupons", "refunds", "warnings", "closing", "reports");

    /** The packages that each package may use, itself apart. */
    private static final Map<String, Set<String>> ALLOWED = allowed();

    private Arrows() {}

    static Set<String> packages() {
        return ALLOWED.keySet();
    }

    static ArchRule rule() {
        List<ArchRule> rules =
                ALLOWED.keySet().stream().map(Arrows::leavesAloneWhatIsNotBelow).toList();
        return CompositeArchRule.of(rules).as("arrows between the packages run down only");
    }

    private static Map<String, Set<String>> allowed() {
        Map<String, Set<String>> allowed = new TreeMap<>();
        allowed.put("policy", Set.of());
        allowed.put("batch", Set.of("sql"));
        allowed.put("sql", Set.of()); // how statements are bound and batched; which ones is a store's affair
        allowed.put("units", Set.of()); // arithmetic alone
        allowed.put("database", Set.of("sql"));
        allowed.put("shop", Set.of("batch", "sql")); // the import is a step as well
        allowed.put("market", Set.of("sql")); // only makes facts; nothing but the command line knows it
        allowed.put("ledger", Set.of("policy", "shop", "sql"));
        for (String feature : FEATURES) {
            allowed.put(feature, Set.of("ledger", "policy", "shop", "batch", "sql", "units"));
        }
        allowed.put("jobs", union(FEATURES, Set.of("ledger", "policy", "shop", "batch", "sql", "database")));
        allowed.put(
                "cli",
                union(FEATURES, Set.of("jobs", "ledger", "policy", "shop", "market", "batch", "sql", "database")));
        return allowed;
    }

    private static ArchRule leavesAloneWhatIsNotBelow(String name) {
        Set<String> forbidden = new TreeSet<>(ALLOWED.keySet());
        forbidden.remove(name);
        forbidden.removeAll(ALLOWED.get(name));
        String[] patterns = forbidden.stream().map(Arrows::pattern).toArray(String[]::new);
        // Some packages are still to come.
        return noClasses()
                .that(resideInAPackage(pattern(name)))
                .should()
                .dependOnClassesThat(resideInAnyPackage(patterns))
                .allowEmptyShould(true);
    }

    private static String pattern(String name) {
        return "dev.bursar." + name + "..";
    }

    private static Set<String> union(Set<String> some, Set<String> others) {
        Set<String> all = new TreeSet<>(some);
        all.addAll(others);
        return all;
    }
}
