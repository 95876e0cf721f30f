package dev.bursar.k8s;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What holds between the objects: names that refer to each other, ways between them, labels. */
final class WholeRules {

    /** Names, MySQL, mail and metrics. */
    private static final Set<Object> PORTS_OUT = Set.of(53, 3306, 25, 465, 587, 1025, 9091, 4317, 4318);

    private final Findings findings;
    private final List<Manifest> all;

    WholeRules(Findings findings, List<Manifest> all) {
        this.findings = findings;
        this.all = all;
    }

    /** @return what is wrong with a whole overlay */
    static List<String> faults(List<Manifest> all) {
        Findings findings = new Findings();
        new WholeRules(findings, all).check();
        PodRules pods = new PodRules(findings);
        JobRules jobs = new JobRules(findings);
        all.stream().filter(Manifest::hasPods).forEach(manifest -> {
            pods.check(manifest);
            jobs.check(manifest);
        });
        return findings.all();
    }

    private void check() {
        Set<String> ids = new HashSet<>();
        for (Manifest manifest : all) {
            findings.require(
                    ids.add(manifest.id()), manifest.root().at("metadata", "name"), "must not stand there twice");
            Tree labels = manifest.root().at("metadata", "labels");
            findings.require(
                    labels.at("app.kubernetes.io/name").isThere(),
                    labels.at("app.kubernetes.io/name"),
                    "must be there");
            findings.require(labels.at("app.kubernetes.io/part-of"), "bursar");
            findings.require(!manifest.kind().equals("Secret"), manifest.root().at("kind"), "must not be a secret");
        }
        of("Namespace")
                .forEach(space -> findings.require(
                        space.root().at("metadata", "labels", "pod-security.kubernetes.io/enforce"), "restricted"));
        of("ServiceAccount")
                .forEach(account -> findings.require(account.root().at("automountServiceAccountToken"), false));
        all.stream().filter(Manifest::hasPods).forEach(this::references);
        of("Service").forEach(this::service);
        denied();
        of("NetworkPolicy").forEach(this::ways);
    }

    private Stream<Manifest> of(String kind) {
        return all.stream().filter(manifest -> manifest.kind().equals(kind));
    }

    private void references(Manifest manifest) {
        Tree account = manifest.pod().at("serviceAccountName");
        findings.require(
                of("ServiceAccount").anyMatch(found -> account.is(found.name())),
                account,
                "must be a ServiceAccount here");
        for (Tree container : manifest.containers()) {
            for (Tree source : container.at("envFrom").items()) {
                settings(source.at("configMapRef", "name"), manifest, container);
            }
        }
    }

    /** The folder that the settings name is the one where the secret is mounted. */
    private void settings(Tree name, Manifest manifest, Tree container) {
        List<Manifest> settings =
                of("ConfigMap").filter(map -> name.is(map.name())).toList();
        findings.require(!settings.isEmpty(), name, "must be a ConfigMap here");
        Set<Object> secrets = new HashSet<>();
        manifest.pod().at("volumes").items().stream()
                .filter(volume -> volume.at("secret", "secretName").isThere())
                .forEach(volume -> secrets.add(volume.at("name").text()));
        for (Manifest found : settings) {
            Tree folder = found.root().at("data", "BURSAR_SECRETS");
            boolean mounted = container.at("volumeMounts").items().stream()
                    .anyMatch(mount -> mount.at("mountPath").same(folder)
                            && secrets.contains(mount.at("name").text()));
            findings.require(mounted, container.at("volumeMounts"), "must mount a secret at " + folder.text());
        }
    }

    private void service(Manifest service) {
        Tree selector = service.spec().at("selector");
        List<Manifest> behind = all.stream()
                .filter(Manifest::hasPods)
                .filter(manifest -> selects(selector, manifest))
                .toList();
        findings.require(behind.size() == 1, selector, "must choose the pods of one object");
        for (Tree port : service.spec().at("ports").items()) {
            boolean there = behind.stream()
                    .flatMap(manifest -> manifest.containers().stream())
                    .flatMap(container -> container.at("ports").items().stream())
                    .anyMatch(open -> open.at("name").same(port.at("targetPort")));
            findings.require(there, port.at("targetPort"), "must be a port of the pods");
        }
        findings.require(
                !service.spec().at("type").isThere(),
                service.spec().at("type"),
                "must not be there: nothing is open to the outside");
    }

    private static boolean selects(Tree selector, Manifest manifest) {
        Tree labels = manifest.podTemplate().at("metadata", "labels");
        return selector.keys().stream().allMatch(key -> selector.at(key).same(labels.at(key)));
    }

    private void denied() {
        boolean deniesAll = of("NetworkPolicy")
                .anyMatch(policy -> policy.spec().at("podSelector").keys().isEmpty()
                        && policy.spec().at("policyTypes").is(List.of("Ingress", "Egress"))
                        && !policy.spec().at("ingress").isThere()
                        && !policy.spec().at("egress").isThere());
        findings.require(deniesAll, new Tree("NetworkPolicy", null), "that denies all must be there");
    }

    private void ways(Manifest policy) {
        for (Tree rule : policy.spec().at("egress").items()) {
            findings.require(!rule.at("to").items().isEmpty(), rule.at("to"), "must name whom");
            ports(rule);
            for (Tree peer : rule.at("to").items()) {
                Tree block = peer.at("ipBlock", "cidr");
                findings.require(!block.isThere() || block.text().endsWith("/32"), block, "must be one address");
            }
        }
        for (Tree rule : policy.spec().at("ingress").items()) {
            findings.require(!rule.at("from").items().isEmpty(), rule.at("from"), "must name whom");
            ports(rule);
        }
    }

    private void ports(Tree rule) {
        findings.require(!rule.at("ports").items().isEmpty(), rule.at("ports"), "must name which");
        for (Tree port : rule.at("ports").items()) {
            findings.require(
                    PORTS_OUT.contains(port.at("port").value() instanceof Integer number ? number : 0),
                    port.at("port"),
                    "must be one of " + PORTS_OUT);
            findings.require(!port.at("endPort").isThere(), port.at("endPort"), "must not be there");
        }
    }
}
