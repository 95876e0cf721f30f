package dev.bursar.k8s;

import java.util.List;
import java.util.Set;

/** What Jobs and CronJobs must be, so that a night can be left alone; and what lives longer. */
final class JobRules {

    /** Exit codes that a retry cannot mend (docs/operators.md). */
    private static final List<Integer> HOPELESS = List.of(2, 3, 4, 6);

    private final Findings findings;

    JobRules(Findings findings) {
        this.findings = findings;
    }

    void check(Manifest manifest) {
        if (manifest.kind().equals("CronJob")) {
            cron(manifest.spec());
        }
        if (manifest.endsByItself()) {
            job(manifest);
        } else {
            service(manifest);
        }
        Tree labels = manifest.podTemplate().at("metadata", "labels");
        findings.require(
                labels.same(manifest.root().at("metadata", "labels")), labels, "must be those of the object itself");
    }

    private void cron(Tree cron) {
        findings.require(cron.at("timeZone").isThere(), cron.at("timeZone"), "must be there");
        findings.require(cron.at("concurrencyPolicy"), "Forbid");
        // Without it, a CronJob that has missed a hundred starts never starts again.
        Tree late = cron.at("startingDeadlineSeconds");
        findings.require(late.isFrom(60), late, "must be 60 or more");
        findings.require(!cron.at("suspend").isThere(), cron.at("suspend"), "must not be there");
        for (String limit : List.of("successfulJobsHistoryLimit", "failedJobsHistoryLimit")) {
            findings.require(cron.at(limit).isFrom(1), cron.at(limit), "must be 1 or more");
        }
    }

    private void job(Manifest manifest) {
        Tree job = manifest.job();
        Tree most = job.at("activeDeadlineSeconds");
        findings.require(most.isFrom(60), most, "must be 60 or more");
        Tree retries = job.at("backoffLimit");
        findings.require(retries.isFrom(1) && !retries.isFrom(7), retries, "must be from 1 to 6");
        findings.require(
                job.at("ttlSecondsAfterFinished").isFrom(3600),
                job.at("ttlSecondsAfterFinished"),
                "must be 3600 or more");
        findings.require(manifest.pod().at("restartPolicy"), "Never");
        for (String several : List.of("parallelism", "completions")) {
            findings.require(!job.at(several).isThere(), job.at(several), "must not be there: one pod at a time");
        }
        Tree rules = job.at("podFailurePolicy", "rules");
        List<Tree> all = rules.items();
        findings.require(all.size() == 2, rules, "must be two: disruptions, then hopeless exit codes");
        if (all.size() == 2) {
            disruption(all.get(0));
            hopeless(all.get(1), manifest.containers());
        }
    }

    private void disruption(Tree rule) {
        findings.require(rule.at("action"), "Ignore");
        Tree conditions = rule.at("onPodConditions");
        boolean disrupted = conditions.items().stream()
                .anyMatch(condition -> condition.at("type").is("DisruptionTarget")
                        && condition.at("status").is("True"));
        findings.require(disrupted, conditions, "must be DisruptionTarget \"True\"");
    }

    private void hopeless(Tree rule, List<Tree> containers) {
        findings.require(rule.at("action"), "FailJob");
        Tree codes = rule.at("onExitCodes");
        findings.require(codes.at("operator"), "In");
        findings.require(codes.at("values"), HOPELESS);
        boolean known =
                containers.stream().anyMatch(container -> container.at("name").same(codes.at("containerName")));
        findings.require(known, codes.at("containerName"), "must be a container of the pod");
    }

    private void service(Manifest manifest) {
        findings.require(manifest.spec().at("replicas"), 1);
        Tree labels = manifest.podTemplate().at("metadata", "labels");
        Tree selector = manifest.spec().at("selector", "matchLabels");
        Set<String> keys = selector.keys();
        boolean selects = !keys.isEmpty()
                && keys.stream().allMatch(key -> selector.at(key).same(labels.at(key)));
        findings.require(selects, selector, "must be labels of the pod");
        for (Tree container : manifest.containers()) {
            for (String probe : List.of("readinessProbe", "livenessProbe")) {
                findings.require(container.at(probe).isThere(), container.at(probe), "must be there");
            }
        }
    }
}
