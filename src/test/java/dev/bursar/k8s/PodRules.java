package dev.bursar.k8s;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What every pod must be: Kubernetes' level "restricted", and bounded in all that it may use. */
final class PodRules {

    private static final long LEAST_ID = 10_000;

    /** The process takes up to 20 s to end, and what is around it some more. */
    private static final long LEAST_GRACE = 30;

    private static final List<String> RESOURCES = List.of("cpu", "memory", "ephemeral-storage");
    private static final Set<String> VOLUMES = Set.of("name", "secret", "configMap", "emptyDir");
    private static final Pattern IMAGE = Pattern.compile("(?:[a-z0-9-]+/)?[a-z0-9-]+:v?\\d[\\w.-]*");
    private static final Pattern SECRET_NAME = Pattern.compile(".*(PASSWORD|TOKEN|SECRET_KEY).*");

    private final Findings findings;

    PodRules(Findings findings) {
        this.findings = findings;
    }

    void check(Manifest manifest) {
        Tree pod = manifest.pod();
        findings.require(pod.at("serviceAccountName"), "bursar");
        findings.require(pod.at("automountServiceAccountToken"), false);
        findings.require(pod.at("enableServiceLinks"), false);
        for (String shared : List.of("hostNetwork", "hostPID", "hostIPC", "hostAliases", "nodeName")) {
            findings.require(!pod.at(shared).isThere(), pod.at(shared), "must not be there");
        }
        Tree grace = pod.at("terminationGracePeriodSeconds");
        findings.require(grace.isFrom(LEAST_GRACE), grace, "must be " + LEAST_GRACE + " or more");
        security(pod.at("securityContext"));
        List<Tree> containers = manifest.containers();
        findings.require(!containers.isEmpty(), pod.at("containers"), "must name one");
        findings.require(!pod.at("initContainers").isThere(), pod.at("initContainers"), "must not be there");
        containers.forEach(container -> container(container, pod.at("volumes")));
        pod.at("volumes").items().forEach(this::volume);
    }

    private void security(Tree context) {
        findings.require(context.at("runAsNonRoot"), true);
        for (String id : List.of("runAsUser", "runAsGroup", "fsGroup")) {
            findings.require(context.at(id).isFrom(LEAST_ID), context.at(id), "must be " + LEAST_ID + " or more");
        }
        findings.require(context.at("seccompProfile", "type"), "RuntimeDefault");
    }

    private void container(Tree container, Tree volumes) {
        Tree image = container.at("image");
        findings.require(
                IMAGE.matcher(image.text()).matches(), image, "must be a name with a version and without a host");
        Tree pull = container.at("imagePullPolicy");
        findings.require(pull, "IfNotPresent");
        Tree security = container.at("securityContext");
        findings.require(security.at("allowPrivilegeEscalation"), false);
        findings.require(security.at("readOnlyRootFilesystem"), true);
        findings.require(security.at("capabilities", "drop"), List.of("ALL"));
        for (String more : List.of("privileged", "runAsUser", "runAsNonRoot", "procMount")) {
            findings.require(!security.at(more).isThere(), security.at(more), "must not be there");
        }
        Tree added = security.at("capabilities", "add");
        findings.require(!added.isThere(), added, "must not be there");
        RESOURCES.forEach(resource -> bounded(container.at("resources"), resource));
        mounts(container.at("volumeMounts"), volumes);
        for (Tree variable : container.at("env").items()) {
            boolean secret = SECRET_NAME.matcher(variable.at("name").text()).matches()
                    && !variable.at("value").text().startsWith("/")
                    && !variable.at("value").is("yes");
            findings.require(
                    !secret && !variable.at("valueFrom").isThere(),
                    variable,
                    "must not hold a secret: mount it as a file");
        }
        for (Tree source : container.at("envFrom").items()) {
            findings.require(
                    !source.at("secretRef").isThere(), source.at("secretRef"), "must not be there: mount it as files");
        }
    }

    private void bounded(Tree resources, String resource) {
        Tree request = resources.at("requests", resource);
        Tree limit = resources.at("limits", resource);
        Optional<BigDecimal> asked = Quantity.of(request);
        Optional<BigDecimal> most = Quantity.of(limit);
        findings.require(asked.isPresent(), request, "must be a quantity");
        findings.require(most.isPresent(), limit, "must be a quantity");
        if (asked.isPresent() && most.isPresent()) {
            findings.require(asked.get().compareTo(most.get()) <= 0, request, "must not be above the limit");
        }
    }

    private void mounts(Tree mounts, Tree volumes) {
        boolean scratch =
                mounts.items().stream().anyMatch(mount -> mount.at("mountPath").is("/tmp"));
        findings.require(scratch, mounts, "must have one at /tmp");
        for (Tree mount : mounts.items()) {
            Optional<Tree> volume = volumes.items().stream()
                    .filter(candidate -> candidate.at("name").same(mount.at("name")))
                    .findFirst();
            boolean claimed = mount.at("name").is("data");
            findings.require(volume.isPresent() || claimed, mount.at("name"), "must be a volume of the pod");
            boolean secret =
                    volume.filter(found -> found.at("secret").isThere()).isPresent();
            findings.require(
                    !secret || mount.at("readOnly").is(true), mount.at("readOnly"), "must be true for a secret");
            boolean tmp = mount.at("mountPath").is("/tmp");
            boolean empty =
                    volume.filter(found -> found.at("emptyDir").isThere()).isPresent();
            findings.require(!tmp || empty, mount, "must be an emptyDir at /tmp");
        }
    }

    private void volume(Tree volume) {
        findings.require(VOLUMES.containsAll(volume.keys()), volume, "must be one of " + VOLUMES);
        Tree empty = volume.at("emptyDir");
        if (empty.isThere()) {
            findings.require(
                    Quantity.of(empty.at("sizeLimit")).isPresent(), empty.at("sizeLimit"), "must be a quantity");
        }
        Tree mode = volume.at("secret", "defaultMode");
        findings.require(!volume.at("secret").isThere() || mode.is(288), mode, "must be 288, which is 0440");
    }
}
