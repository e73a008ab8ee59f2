package dk.rampe.partner;

import dk.rampe.partner.MissingSettings.Missing;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.boot.origin.OriginLookup;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;

/**
 * Before anything starts: every {@code ${NAME}} without a default that the hub's own settings refer to must have a
 * value. All that are missing are named at once, with the file and line that ask for them.
 */
public final class SettingsCheck implements ApplicationContextInitializer<ConfigurableApplicationContext>, Ordered {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Za-z0-9_.-]+)}");
    private static final List<String> OURS = List.of("rampe.", "spring.datasource.", "spring.artemis.");

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        List<Missing> missing = missing(context.getEnvironment());
        if (!missing.isEmpty()) {
            throw new MissingSettings(missing);
        }
    }

    private static List<Missing> missing(ConfigurableEnvironment environment) {
        List<Missing> missing = new ArrayList<>();
        Set<String> decided = new HashSet<>();
        for (var source : environment.getPropertySources()) {
            if (source instanceof EnumerablePropertySource<?> listed) {
                for (String setting : listed.getPropertyNames()) {
                    if (OURS.stream().anyMatch(setting::startsWith) && decided.add(setting)) {
                        Matcher placeholder = PLACEHOLDER.matcher(String.valueOf(listed.getProperty(setting)));
                        while (placeholder.find()) {
                            if (!environment.containsProperty(placeholder.group(1))) {
                                String where = String.valueOf(OriginLookup.getOrigin(source, setting));
                                missing.add(new Missing(placeholder.group(1), setting, where));
                            }
                        }
                    }
                }
            }
        }
        return missing;
    }

    /** After the sandbox, which fills its own values in. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }
}
