package dev.bursar.k8s;

import java.util.List;
import java.util.Set;

/** One object of Kubernetes, as a file has it. */
record Manifest(Tree root) {

    private static final Set<String> WITH_PODS = Set.of("CronJob", "Job", "Deployment", "StatefulSet");

    String kind() {
        return root.at("kind").text();
    }

    String name() {
        return root.at("metadata", "name").text();
    }

    String id() {
        return kind() + " " + name();
    }

    Tree spec() {
        return root.at("spec");
    }

    /** The Job within a CronJob, or a Job's own specification. */
    Tree job() {
        return kind().equals("CronJob") ? spec().at("jobTemplate", "spec") : spec();
    }

    Tree podTemplate() {
        return job().at("template");
    }

    Tree pod() {
        return podTemplate().at("spec");
    }

    List<Tree> containers() {
        return pod().at("containers").items();
    }

    boolean hasPods() {
        return WITH_PODS.contains(kind());
    }

    boolean endsByItself() {
        return kind().equals("CronJob") || kind().equals("Job");
    }
}
