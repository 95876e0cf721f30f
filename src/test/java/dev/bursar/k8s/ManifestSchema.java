package dev.bursar.k8s;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import io.kubernetes.client.openapi.JSON;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Map;

/** The schema of Kubernetes, as its Java client knows it: fields that there are, fields that must be, and their types. */
final class ManifestSchema {

    private static final Map<String, String> VERSIONS = Map.of(
            "Namespace", "v1",
            "ServiceAccount", "v1",
            "ConfigMap", "v1",
            "Service", "v1",
            "NetworkPolicy", "networking.k8s.io/v1",
            "Job", "batch/v1",
            "CronJob", "batch/v1",
            "StatefulSet", "apps/v1",
            "Deployment", "apps/v1");

    private static final String MODELS = "io.kubernetes.client.openapi.models.V1";

    private ManifestSchema() {}

    /** @return what is wrong; empty: nothing */
    static List<String> faults(Manifest manifest) {
        String version = VERSIONS.getOrDefault(manifest.kind(), "");
        if (version.isEmpty()) {
            return List.of(manifest.root().where() + ".kind: \"" + manifest.kind()
                    + "\" is none of the kinds used here: " + VERSIONS.keySet());
        }
        if (!manifest.root().at("apiVersion").is(version)) {
            return List.of(manifest.root().where() + ".apiVersion of " + manifest.kind() + " must be " + version);
        }
        JsonElement json = new Gson().toJsonTree(manifest.root().value());
        try {
            Class<?> model = Class.forName(MODELS + manifest.kind());
            model.getMethod("validateJsonElement", JsonElement.class).invoke(null, json);
            var unused = JSON.getGson().fromJson(json, model);
            return List.of();
        } catch (InvocationTargetException e) {
            return List.of(manifest.root().where() + ", " + manifest.id() + ": "
                    + e.getTargetException().getMessage());
        } catch (JsonParseException | IllegalArgumentException e) {
            return List.of(manifest.root().where() + ", " + manifest.id() + ": " + e.getMessage());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
