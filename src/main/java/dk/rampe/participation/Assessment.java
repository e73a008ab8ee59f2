package dk.rampe.participation;

import java.time.LocalDate;

/**
 * The visitation's answer.
 *
 * @param reason code of a refusal, or null
 */
public record Assessment(boolean accepted, String reason, LocalDate on) {}
