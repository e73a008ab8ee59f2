package dk.rampe.partner;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.env.EnvironmentPostProcessor;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** Routes are read from the folder of the settings when it is there, else from the jar. */
public final class RoutesLocation implements EnvironmentPostProcessor {

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        Path folder = Path.of(environment.getProperty("rampe.folders.routes", "routes"));
        String pattern = (Files.isDirectory(folder) ? "file:" + folder : "classpath:routes") + "/*.camel.yaml";
        environment
                .getPropertySources()
                .addLast(new MapPropertySource("routes", Map.of("camel.main.routes-include-pattern", pattern)));
    }
}
