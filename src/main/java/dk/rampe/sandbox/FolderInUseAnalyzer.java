package dk.rampe.sandbox;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Two sentences in place of a stack trace. */
final class FolderInUseAnalyzer extends AbstractFailureAnalyzer<FolderInUseException> {

    @Override
    protected FailureAnalysis analyze(Throwable failure, FolderInUseException cause) {
        return new FailureAnalysis(
                "The sandbox does not start: " + cause.getMessage() + ".",
                "Stop the other hub, or set rampe.sandbox.folder to another folder.",
                cause);
    }
}
