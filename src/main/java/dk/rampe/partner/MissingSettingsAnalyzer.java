package dk.rampe.partner;

import static java.util.stream.Collectors.joining;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says on the console what is missing, instead of a stack trace. */
final class MissingSettingsAnalyzer extends AbstractFailureAnalyzer<MissingSettings> {

    @Override
    protected FailureAnalysis analyze(Throwable root, MissingSettings cause) {
        String list = cause.missing().stream()
                .map(one -> "  " + one.name() + " for " + one.setting() + " (" + one.where() + ")")
                .collect(joining("\n"));
        return new FailureAnalysis(
                "The hub has no value for:\n" + list,
                "Give each as an environment variable or system property, or start with the profile 'sandbox' to try "
                        + "the hub with simulated neighbours.",
                cause);
    }
}
