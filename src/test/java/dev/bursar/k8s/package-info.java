/**
 * The manifests of {@code k8s/}: against the schema of Kubernetes, against the rules for a job that is left alone at night, and
 * against the job files whose schedules they keep.
 */
@NullMarked
package dev.bursar.k8s;

import org.jspecify.annotations.NullMarked;
