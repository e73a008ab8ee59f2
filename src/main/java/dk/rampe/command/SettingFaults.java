package dk.rampe.command;

import static java.util.stream.Collectors.joining;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;

/** What is wrong with settings: which, where, and why if that can be told in words. Values are left out. */
final class SettingFaults {

    private SettingFaults() {}

    static String of(BindException e) {
        if (e.getCause() instanceof BindValidationException invalid) {
            return invalid.getValidationErrors().getAllErrors().stream()
                    .map(SettingFaults::invalid)
                    .collect(joining(", "));
        }
        if (e.getCause() instanceof UnboundConfigurationPropertiesException unknown) {
            return unknown.getUnboundProperties().stream()
                    .map(property -> "nobody knows " + place(property))
                    .collect(joining(", "));
        }
        return e.getProperty() == null ? e.getName().toString() : place(e.getProperty());
    }

    private static String invalid(ObjectError error) {
        String field = error instanceof FieldError one ? one.getField() + " " : "";
        return error.getObjectName() + "." + field + error.getDefaultMessage();
    }

    private static String place(ConfigurationProperty property) {
        return property.getName() + " (" + property.getOrigin() + ")";
    }
}
