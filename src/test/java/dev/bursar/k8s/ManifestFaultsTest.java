package dev.bursar.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Each check is shown what it must refuse: one fault at a time, in the trial's manifests, which are right without it. */
class ManifestFaultsTest {

    private static final String ABSENT = "(absent)";

    /** The pod of a CronJob, in paths. */
    private static final String POD = "spec/jobTemplate/spec/template/spec";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            schema | CronJob bursar-nightly | spec/concurencyPolicy | Forbid
            schema | CronJob bursar-nightly | spec/schedule | (absent)
            schema | CronJob bursar-nightly | spec/jobTemplate/spec/backofLimit | 3
            schema | CronJob bursar-nightly | spec/startingDeadlineSeconds | soon
            schema | CronJob bursar-nightly | POD/containers/0/ressources | {}
            schema | CronJob bursar-nightly | POD/containers/0/args | run
            schema | CronJob bursar-nightly | POD/containers | (absent)
            schema | CronJob bursar-nightly | POD/securityContext/runAsRoot | false
            schema | CronJob bursar-nightly | apiVersion | batch/v1beta1
            schema | Job bursar-migrate | spec/podFailurePolicy/rules/1/onExitCodes/operator | (absent)
            schema | NetworkPolicy bursar-names | spec/egres | []
            schema | NetworkPolicy bursar-deny-all | kind | NetworkPolice
            schema | StatefulSet mysql | spec/selector | (absent)
            schema | Service mail | spec/ports/0/port | (absent)
            jobs   | CronJob bursar-nightly | spec/schedule | 0 1 * * *
            jobs   | CronJob bursar-nightly | spec/timeZone | UTC
            jobs   | CronJob bursar-hourly | spec/startingDeadlineSeconds | 3600
            jobs   | CronJob bursar-hourly | spec/jobTemplate/spec/activeDeadlineSeconds | 3600
            jobs   | CronJob bursar-hourly | POD/containers/0/args | [run, nightly]
            jobs   | CronJob bursar-hourly | metadata/name | bursar-hurly
            rules  | CronJob bursar-nightly | spec/timeZone | (absent)
            rules  | CronJob bursar-nightly | spec/concurrencyPolicy | Replace
            rules  | CronJob bursar-nightly | spec/startingDeadlineSeconds | (absent)
            rules  | CronJob bursar-nightly | spec/suspend | true
            rules  | CronJob bursar-nightly | spec/jobTemplate/spec/activeDeadlineSeconds | (absent)
            rules  | CronJob bursar-nightly | spec/jobTemplate/spec/backoffLimit | 0
            rules  | CronJob bursar-nightly | spec/jobTemplate/spec/parallelism | 2
            rules  | CronJob bursar-nightly | spec/jobTemplate/spec/podFailurePolicy | (absent)
            rules  | CronJob bursar-nightly | spec/jobTemplate/spec/podFailurePolicy/rules/0/action | Count
            rules  | CronJob bursar-nightly | spec/jobTemplate/spec/podFailurePolicy/rules/1/onExitCodes/values | [2, 3, 4, 5]
            rules  | CronJob bursar-nightly | spec/jobTemplate/spec/podFailurePolicy/rules/1/onExitCodes/containerName | main
            rules  | CronJob bursar-nightly | POD/restartPolicy | OnFailure
            rules  | CronJob bursar-nightly | POD/terminationGracePeriodSeconds | 10
            rules  | CronJob bursar-nightly | POD/automountServiceAccountToken | true
            rules  | CronJob bursar-nightly | POD/serviceAccountName | default
            rules  | CronJob bursar-nightly | POD/hostNetwork | true
            rules  | CronJob bursar-nightly | POD/securityContext/runAsNonRoot | (absent)
            rules  | CronJob bursar-nightly | POD/securityContext/runAsUser | 999
            rules  | CronJob bursar-nightly | POD/securityContext/fsGroup | 0
            rules  | CronJob bursar-nightly | POD/securityContext/seccompProfile/type | Unconfined
            rules  | CronJob bursar-nightly | POD/containers/0/securityContext/readOnlyRootFilesystem | false
            rules  | CronJob bursar-nightly | POD/containers/0/securityContext/allowPrivilegeEscalation | (absent)
            rules  | CronJob bursar-nightly | POD/containers/0/securityContext/privileged | true
            rules  | CronJob bursar-nightly | POD/containers/0/securityContext/capabilities/drop | [NET_RAW]
            rules  | CronJob bursar-nightly | POD/containers/0/securityContext/capabilities/add | [NET_ADMIN]
            rules  | CronJob bursar-nightly | POD/containers/0/image | bursar:latest
            rules  | CronJob bursar-nightly | POD/containers/0/image | bursar
            rules  | CronJob bursar-nightly | POD/containers/0/image | images.example/bursar:0.1.0
            rules  | CronJob bursar-nightly | POD/containers/0/resources/limits/memory | (absent)
            rules  | CronJob bursar-nightly | POD/containers/0/resources/limits/ephemeral-storage | lots
            rules  | CronJob bursar-nightly | POD/containers/0/resources/requests/cpu | 4
            rules  | CronJob bursar-nightly | POD/containers/0/env | "[{name: BURSAR_DB_PASSWORD, value: x}]"
            rules  | CronJob bursar-nightly | POD/containers/0/envFrom/0/secretRef | "{name: bursar-database}"
            rules  | CronJob bursar-nightly | POD/containers/0/envFrom/0/configMapRef/name | bursar-setings
            rules  | CronJob bursar-nightly | POD/containers/0/volumeMounts/0/readOnly | false
            rules  | CronJob bursar-nightly | POD/containers/0/volumeMounts/0/mountPath | /etc/elsewhere
            rules  | CronJob bursar-nightly | POD/containers/0/volumeMounts/1/mountPath | /var/tmp
            rules  | CronJob bursar-nightly | POD/containers/0/volumeMounts/1/name | temp
            rules  | CronJob bursar-nightly | POD/volumes/1/emptyDir/sizeLimit | (absent)
            rules  | CronJob bursar-nightly | POD/volumes/0 | "{name: secrets, hostPath: {path: /etc}}"
            rules  | CronJob bursar-nightly | POD/volumes/0/secret/defaultMode | 420
            rules  | CronJob bursar-nightly | metadata/labels/app.kubernetes.io/part-of | (absent)
            rules  | CronJob bursar-nightly | spec/jobTemplate/spec/template/metadata/labels | "{app: bursar}"
            rules  | Namespace bursar | metadata/labels/pod-security.kubernetes.io/enforce | baseline
            rules  | ServiceAccount bursar | automountServiceAccountToken | true
            rules  | NetworkPolicy bursar-deny-all | spec/policyTypes | [Ingress]
            rules  | NetworkPolicy bursar-to-mysql | spec/egress/0/to | (absent)
            rules  | NetworkPolicy bursar-to-mysql | spec/egress/0/to/0 | "{ipBlock: {cidr: 0.0.0.0/0}}"
            rules  | NetworkPolicy bursar-to-mysql | spec/egress/0/ports | (absent)
            rules  | NetworkPolicy bursar-to-mail | spec/egress/0/ports/0/port | 443
            rules  | NetworkPolicy mysql-from-bursar | spec/ingress/0/from | (absent)
            rules  | StatefulSet mysql | spec/template/spec/containers/0/readinessProbe | (absent)
            rules  | StatefulSet mysql | spec/selector/matchLabels/app.kubernetes.io/name | mysgl
            rules  | Service mysql | spec/selector/app.kubernetes.io/name | bursar
            rules  | Service mail | spec/ports/0/targetPort | smpt
            rules  | Service mail | spec/type | LoadBalancer
            """)
    void a_fault_is_found_by(String check, String object, String path, String value) throws IOException {
        String place = path.replace("POD", POD);
        List<Manifest> all = Manifests.of(Manifests.TRIAL);
        Manifest spoilt = all.stream()
                .filter(manifest -> manifest.id().equals(object))
                .findFirst()
                .orElseThrow();
        spoil(
                spoilt,
                List.of(place.split(place.contains("kubernetes.io/") ? "/(?!name$|part-of|enforce)" : "/")),
                value);

        List<String> found = switch (check) {
            case "schema" ->
                all.stream()
                        .flatMap(manifest -> ManifestSchema.faults(manifest).stream())
                        .toList();
            case "jobs" -> CronRules.faults(all, ManifestsTest.jobs());
            default -> WholeRules.faults(all);
        };

        assertThat(found).isNotEmpty();
    }

    @Test
    void without_a_fault_there_is_none_to_find() throws IOException {
        List<Manifest> all = Manifests.of(Manifests.TRIAL);

        assertThat(Stream.of(
                                all.stream()
                                        .flatMap(manifest -> ManifestSchema.faults(manifest).stream())
                                        .toList(),
                                CronRules.faults(all, ManifestsTest.jobs()),
                                WholeRules.faults(all))
                        .flatMap(List::stream))
                .isEmpty();
    }

    @Test
    void a_job_file_without_a_cron_job_and_an_object_that_stands_there_twice_are_found() throws IOException {
        List<Manifest> all = new ArrayList<>(Manifests.of(Manifests.TRIAL));
        all.removeIf(manifest -> manifest.id().equals("CronJob bursar-nightly"));
        all.add(all.get(0));

        assertThat(CronRules.faults(all, ManifestsTest.jobs()))
                .containsExactly("CronJob bursar-nightly must be there, and is missing");
        assertThat(WholeRules.faults(all))
                .containsExactly("namespace.yaml.metadata.name must not stand there twice, not bursar");
    }

    private static void spoil(Manifest manifest, List<String> path, String value) {
        Object at = Objects.requireNonNull(manifest.root().value());
        for (String key : path.subList(0, path.size() - 1)) {
            at = Objects.requireNonNull(
                    at instanceof List<?> list
                            ? list.get(Integer.parseInt(key))
                            : block(at).get(key));
        }
        String last = path.get(path.size() - 1);
        Object spoilt = new Yaml(new SafeConstructor(new LoaderOptions())).load(value);
        if (at instanceof List<?>) {
            list(at).set(Integer.parseInt(last), spoilt);
        } else if (value.equals(ABSENT)) {
            assertThat(block(at).remove(last))
                    .as("what is taken away was there")
                    .isNotNull();
        } else {
            block(at).put(last, spoilt);
        }
    }

    @SuppressWarnings("unchecked") // what the YAML reader makes
    private static Map<String, Object> block(Object node) {
        return (Map<String, Object>) node;
    }

    @SuppressWarnings("unchecked") // what the YAML reader makes
    private static List<Object> list(Object node) {
        return (List<Object>) node;
    }
}
