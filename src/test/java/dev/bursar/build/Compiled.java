package dev.bursar.build;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles sources that must not be part of the project, so that a rule can be shown what it refuses. */
final class Compiled {
    private static final JavaCompiler JAVAC = ToolProvider.getSystemJavaCompiler();

    /** One for all: it keeps what it has read of the class path. */
    private static final StandardJavaFileManager FILES = JAVAC.getStandardFileManager(null, null, UTF_8);

    private Compiled() {}

    /**
     * The classes of the given sources.
     *
     * @param sources source text by the qualified name of its class
     */
    static JavaClasses classes(Path folder, Map<String, String> sources) {
        List<JavaFileObject> files = sources.entrySet().stream()
                .map(source -> file(source.getKey(), source.getValue()))
                .toList();
        StringWriter messages = new StringWriter();
        List<String> options = List.of(
                "-d", folder.toString(), "-classpath", System.getProperty("java.class.path"), "-proc:none", "-nowarn");
        boolean done =
                JAVAC.getTask(messages, FILES, null, options, null, files).call();
        if (!done) {
            throw new IllegalArgumentException("the example does not compile: " + messages);
        }
        return new ClassFileImporter().importPath(folder);
    }

    private static JavaFileObject file(String name, String text) {
        URI uri = URI.create("string:///" + name.replace('.', '/') + JavaFileObject.Kind.SOURCE.extension);
        return new SimpleJavaFileObject(uri, JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
    }
}
