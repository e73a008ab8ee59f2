package dk.rampe.outcome;

import dk.rampe.outcome.OutcomeRelease.State;
import dk.rampe.partner.HubSettings.Programme;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/**
 * What a release is beside its figures.
 *
 * @param previous the release before it; null when it is the first
 * @param madeOn the day in Danish time
 */
record Bundle(
        UUID id,
        UUID previous,
        String programme,
        Programme settings,
        LocalDate asOf,
        Instant madeAt,
        LocalDate madeOn,
        State state,
        List<Row> rows) {}
