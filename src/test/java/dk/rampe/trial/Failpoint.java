package dk.rampe.trial;

import java.util.List;
import java.util.stream.Stream;

/** Where a hub can be made to fail: just before or just after a step. */
record Failpoint(Step step, Moment moment) {

    enum Moment {
        BEFORE,
        AFTER
    }

    @Override
    public String toString() {
        return step + " " + moment;
    }

    static List<Failpoint> all() {
        return Stream.of(Step.values())
                .flatMap(step -> Stream.of(Moment.values()).map(moment -> new Failpoint(step, moment)))
                .toList();
    }

    static Failpoint of(String text) {
        String[] words = text.split(" ");
        return new Failpoint(Step.valueOf(words[0]), Moment.valueOf(words[1]));
    }
}
