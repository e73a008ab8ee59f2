package dk.rampe.participation;

import java.time.LocalDate;
import java.util.List;

/**
 * One answer to a questionnaire, as in {@link Facts}.
 *
 * @param items of WHO5, else null
 * @param level of SELF_RATED_HEALTH or SATISFACTION, else null
 * @param score of COPING, else null
 */
public record Measurement(
        String instrument, String wave, LocalDate on, List<Integer> items, String level, Integer score) {

    static Measurement of(Event event) {
        Facts facts = event.facts();
        return new Measurement(
                facts.instrument(), facts.wave(), event.occurredOn(), facts.items(), facts.level(), facts.score());
    }

    public boolean is(String instrument, String wave) {
        return instrument.equals(this.instrument) && wave.equals(this.wave);
    }
}
