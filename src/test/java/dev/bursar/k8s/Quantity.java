package dev.bursar.k8s;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An amount of a resource as Kubernetes writes it: {@code 500m}, {@code 2}, {@code 512Mi}. */
final class Quantity {

    private static final Pattern FORM = Pattern.compile("(\\d+(?:\\.\\d+)?)(m|k|M|G|Ki|Mi|Gi|)");
    private static final Map<String, String> FACTORS = Map.of(
            "",
            "1",
            "m",
            "0.001",
            "k",
            "1000",
            "M",
            "1000000",
            "G",
            "1000000000",
            "Ki",
            "1024",
            "Mi",
            "1048576",
            "Gi",
            "1073741824");

    private Quantity() {}

    /** @return empty if it is none */
    static Optional<BigDecimal> of(Tree place) {
        Matcher form = FORM.matcher(place.text());
        return form.matches()
                ? Optional.of(new BigDecimal(form.group(1))
                        .multiply(new BigDecimal(FACTORS.getOrDefault(form.group(2), "1"))))
                : Optional.empty();
    }
}
