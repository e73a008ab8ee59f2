package dk.rampe.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.util.FileSystemUtils;
import org.springframework.web.util.UriUtils;

/**
 * What lies in the neighbours' folders of a new sandbox: the class path's {@code sandbox/<partner>/<folder>/<file>},
 * for the partners there are. A sandbox that holds anything is left as it is.
 */
final class Samples {

    private static final String HOME = "sandbox/";

    private Samples() {}

    static void layOut(SandboxFolders folders, Set<String> partners, ClassLoader classPath) throws IOException {
        if (!isEmpty(folders.neighbours())) {
            return;
        }
        // renamed when complete: a start that is cut short leaves no half of it
        Path draft = folders.root().resolve("sandbox.new");
        FileSystemUtils.deleteRecursively(draft);
        Files.createDirectories(draft);
        for (String name : names(classPath)) {
            if (partners.contains(name.substring(0, name.indexOf('/')))) {
                copy(classPath.getResource(HOME + name), draft.resolve(name));
            }
        }
        Files.deleteIfExists(folders.neighbours());
        Files.move(draft, folders.neighbours(), StandardCopyOption.ATOMIC_MOVE);
    }

    private static boolean isEmpty(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return true;
        }
        try (Stream<Path> content = Files.list(folder)) {
            return content.findAny().isEmpty();
        }
    }

    /** In order of name, which puts a file before its marker and an earlier delivery before a later one. */
    private static List<String> names(ClassLoader classPath) throws IOException {
        List<String> names = new ArrayList<>();
        for (Resource resource :
                new PathMatchingResourcePatternResolver(classPath).getResources("classpath*:" + HOME + "*/**")) {
            String url = UriUtils.decode(resource.getURL().toString(), StandardCharsets.UTF_8);
            String name = url.substring(url.lastIndexOf("/" + HOME) + 1 + HOME.length());
            // the end of the address tells a folder; isReadable() would take an empty marker for one
            if (!name.endsWith("/") && name.contains("/")) {
                names.add(name);
            }
        }
        Collections.sort(names);
        return names;
    }

    private static void copy(URL sample, Path target) throws IOException {
        Files.createDirectories(target.getParent());
        try (InputStream in = sample.openStream()) {
            Files.copy(in, target);
        }
    }
}
