package dk.rampe.submission;

import dk.rampe.mapping.Fault;
import java.util.List;

/**
 * What became of a progress event, as it stands now.
 *
 * @param faults warnings included; never what was sent
 */
public record ProgressOutcome(LineOutcome.Outcome outcome, List<Fault> faults) {}
