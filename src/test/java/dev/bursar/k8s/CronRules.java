package dev.bursar.k8s;

import dev.bursar.jobs.JobFile;
import dev.bursar.jobs.Per;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A CronJob for each job file, and no other, with the file's schedule, zone and bounds. */
final class CronRules {

    private static final String PREFIX = "bursar-";

    private CronRules() {}

    static List<String> faults(List<Manifest> all, List<JobFile> jobs) {
        Findings findings = new Findings();
        List<Manifest> crons = all.stream()
                .filter(manifest -> manifest.kind().equals("CronJob"))
                .toList();
        Set<String> names = jobs.stream().map(job -> PREFIX + job.name()).collect(Collectors.toSet());
        for (Manifest cron : crons) {
            findings.require(
                    names.contains(cron.name()), cron.root().at("metadata", "name"), "must be one of " + names);
        }
        for (JobFile job : jobs) {
            Optional<Manifest> cron = crons.stream()
                    .filter(manifest -> manifest.name().equals(PREFIX + job.name()))
                    .findFirst();
            findings.require(cron.isPresent(), new Tree("CronJob " + PREFIX + job.name(), null), "must be there");
            cron.ifPresent(found -> same(findings, found, job));
        }
        return findings.all();
    }

    private static void same(Findings findings, Manifest cron, JobFile job) {
        findings.require(cron.spec().at("schedule"), job.schedule().cron());
        findings.require(cron.spec().at("timeZone"), job.schedule().zone().getId());
        findings.require(
                cron.spec().at("startingDeadlineSeconds"), seconds(job.bounds().startWithin()));
        findings.require(
                cron.job().at("activeDeadlineSeconds"), seconds(job.bounds().endWithin()));
        Tree component = cron.root().at("metadata", "labels", "app.kubernetes.io/component");
        findings.require(component, job.name());
        cron.containers().forEach(container -> findings.require(container.at("args"), List.of("run", job.name())));
        // The pod works out the date itself: begun a day late, it would take the next night for this one.
        Tree late = cron.spec().at("startingDeadlineSeconds");
        findings.require(
                job.per() != Per.BUSINESS_DATE
                        || !late.isFrom(Duration.ofHours(23).toSeconds()),
                late,
                "must be below 23 hours");
    }

    private static int seconds(Duration span) {
        return Math.toIntExact(span.toSeconds());
    }
}
