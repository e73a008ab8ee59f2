package dk.rampe.command;

import dk.rampe.partner.HubSettings;
import jakarta.validation.Validation;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.bind.validation.ValidationBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.validation.beanvalidation.SpringValidatorAdapter;

/**
 * The settings the hub itself would read here, without the hub. As strict as the hub in all but one: what a reference
 * like {@code ${SILKEBORG_SFTP_HOST}} stands for need not be given, since a command reaches no partner.
 */
final class Settings {

    private static final Pattern REFERENCE = Pattern.compile("\\$\\{[^}]*}");

    /** Passes for a host, a port, a path and a hash alike. */
    private static final String NOT_GIVEN = "0".repeat(64);

    private final ConfigurableEnvironment environment;

    private Settings(ConfigurableEnvironment environment) {
        this.environment = environment;
    }

    /** @param given on the command line, as Spring Boot takes them */
    static Settings read(List<String> given) {
        ConfigurableEnvironment environment = new StandardEnvironment();
        environment.setIgnoreUnresolvableNestedPlaceholders(true);
        environment.getPropertySources().addFirst(new SimpleCommandLinePropertySource(given.toArray(String[]::new)));
        try {
            ConfigDataEnvironmentPostProcessor.applyTo(environment);
        } catch (RuntimeException e) {
            throw new NotDone("The settings cannot be read: "
                    + e.getMessage().lines().findFirst().orElse(""));
        }
        ConfigurationPropertySources.attach(environment);
        return new Settings(environment);
    }

    /** @throws NotDone when the hub would not start with them either */
    HubSettings hub() {
        Binder binder = new Binder(ConfigurationPropertySources.get(environment), this::withoutReferences);
        try (var validators = Validation.buildDefaultValidatorFactory()) {
            BindHandler strict = new ValidationBindHandler(
                    new NoUnboundElementsBindHandler(BindHandler.DEFAULT),
                    new SpringValidatorAdapter(validators.getValidator()));
            return binder.bindOrCreate("rampe", Bindable.of(HubSettings.class), strict);
        } catch (BindException e) {
            throw new NotDone("The settings in config/, in the folder the command is started in, are not in order: "
                    + SettingFaults.of(e));
        }
    }

    /** A setting that has a value, and does not refer to one that nobody has given. */
    Optional<String> given(String name) {
        return Optional.ofNullable(environment.getProperty(name))
                .filter(value -> !REFERENCE.matcher(value).find());
    }

    private Object withoutReferences(Object value) {
        return value instanceof String text
                ? REFERENCE.matcher(environment.resolvePlaceholders(text)).replaceAll(NOT_GIVEN)
                : value;
    }
}
