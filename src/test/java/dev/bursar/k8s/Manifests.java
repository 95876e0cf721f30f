package dev.bursar.k8s;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The objects of a folder of {@code k8s/}, as kustomize puts them together. */
final class Manifests {

    static final Path BASE = Path.of("k8s", "base");
    static final Path TRIAL = Path.of("k8s", "overlays", "trial");
    static final Path PRODUCTION = Path.of("k8s", "overlays", "production");

    /** What is put together here; anything else, such as a patch, would go unseen. */
    private static final Set<String> UNDERSTOOD = Set.of("apiVersion", "kind", "namespace", "resources", "images");

    private static final String FILE = "kustomization.yaml";

    private Manifests() {}

    static List<Manifest> of(Path folder) throws IOException {
        Tree kustomization = documents(folder.resolve(FILE)).get(0);
        if (!UNDERSTOOD.containsAll(kustomization.keys())) {
            throw new IllegalStateException(
                    folder.resolve(FILE) + " has keys other than " + UNDERSTOOD + ": " + kustomization.keys());
        }
        List<Manifest> all = new ArrayList<>();
        for (Tree resource : kustomization.at("resources").items()) {
            Path path = folder.resolve(resource.text()).normalize();
            if (Files.isDirectory(path)) {
                all.addAll(of(path));
            } else {
                documents(path).forEach(document -> all.add(new Manifest(document)));
            }
        }
        return all;
    }

    /** Files of a folder that its kustomization does not name, and that therefore nobody applies. */
    static List<Path> forgotten(Path folder) throws IOException {
        Tree resources = documents(folder.resolve(FILE)).get(0).at("resources");
        List<String> named = resources.items().stream().map(Tree::text).toList();
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> {
                        String name = String.valueOf(file.getFileName());
                        return !name.equals(FILE) && !named.contains(name);
                    })
                    .toList();
        }
    }

    static List<Tree> documents(Path file) throws IOException {
        return documents(String.valueOf(file.getFileName()), Files.readString(file));
    }

    static List<Tree> documents(String name, String yaml) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        Iterable<Object> documents = new Yaml(new SafeConstructor(options)).loadAll(yaml);
        return StreamSupport.stream(documents.spliterator(), false)
                .filter(document -> document instanceof Map)
                .map(document -> new Tree(name, document))
                .toList();
    }
}
