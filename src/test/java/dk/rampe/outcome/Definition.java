package dk.rampe.outcome;

import dk.rampe.participation.Story;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * One clause of the base counts, a case made for it, and the reading that the case shows to be wrong.
 *
 * @param clause as docs/indicators.md says it
 * @param wrongReading what would give another answer
 * @param figures what the case counts in, as of 30 June 2023
 */
record Definition(String clause, String wrongReading, Story story, Set<Figure> figures) {

    static Builder clause(String clause) {
        return new Builder(clause);
    }

    record Builder(String clause) {

        Case not(String wrongReading) {
            return new Case(clause, wrongReading);
        }
    }

    record Case(String clause, String wrongReading) {

        Definition countsIn(Story story, Figure... figures) {
            Set<Figure> set = EnumSet.noneOf(Figure.class);
            set.addAll(List.of(figures));
            return new Definition(clause, wrongReading, story, set);
        }
    }

    @Override
    public String toString() {
        return clause + " (not: " + wrongReading + ")";
    }
}
