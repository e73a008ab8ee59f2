package dk.rampe.outcome;

import dk.rampe.participation.Ending;
import dk.rampe.participation.Measurement;
import dk.rampe.participation.Participation;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What one participation adds to the figures of its municipality: at most one person to each. The definitions are those
 * of docs/indicators.md, one line each.
 *
 * @param figures the figures it is one of
 * @param changes its points on the scales it is paired on
 */
record Contribution(Set<Figure> figures, Map<Scale, Scale.Change> changes) {

    private static final Contribution NOTHING = new Contribution(Set.of(), Map.of());
    private static final Set<String> POSITIVE = Set.of("POSITIVE", "VERY_POSITIVE");

    /** As of the date the participation was folded for. */
    static Contribution of(Participation participation) {
        if (!participation.exists() || participation.registeredInError()) {
            return NOTHING;
        }
        if (participation.isRelative()) {
            return participation.relativesSessions() == 0
                    ? NOTHING
                    : new Contribution(EnumSet.of(Figure.RELATIVES_OFFERED), Map.of());
        }
        return participation.isPrimary() ? ofPrimary(participation) : NOTHING;
    }

    private static Contribution ofPrimary(Participation participation) {
        Set<Figure> figures = EnumSet.of(Figure.REFERRED);
        Map<Scale, Scale.Change> changes = new EnumMap<>(Scale.class);
        if (isAccepted(participation)) {
            figures.add(Figure.ACCEPTED);
            if (participation.hasOpenFlexJobOn(participation.asOf())
                    && !participation.isOnSickLeaveOn(participation.asOf())) {
                figures.add(Figure.IN_FLEX_JOB_AT_AS_OF);
            }
        }
        if (endedEarly(participation)) {
            figures.add(Figure.DROPPED_OUT);
        } else if (isRejected(participation)) {
            figures.add(Figure.REJECTED);
        } else {
            addParticipant(participation, figures, changes);
        }
        return new Contribution(figures, changes);
    }

    private static void addParticipant(
            Participation participation, Set<Figure> figures, Map<Scale, Scale.Change> changes) {
        figures.add(Figure.PARTICIPANTS);
        if ("UNEMPLOYED_FLEXJOB".equals(participation.situationAtReferral())) {
            figures.add(Figure.PRIMARY_UNEMPLOYED);
            if (participation.isInWorkOn(participation.asOf())) {
                figures.add(Figure.PRIMARY_UNEMPLOYED_IN_WORK);
            }
        }
        if ("SICK_LISTED_FLEXJOB".equals(participation.situationAtReferral())) {
            figures.add(Figure.SICK_LISTED_AT_REFERRAL);
        }
        if (participation.endedAs(Ending.Kind.COMPLETED)) {
            addCompleted(participation, figures);
        }
        for (Scale scale : Scale.values()) {
            scale.change(participation.measurements()).ifPresent(change -> {
                changes.put(scale, change);
                figures.add(scale.ratio().denominator());
                if (change.better()) {
                    figures.add(scale.ratio().numerator());
                }
            });
        }
    }

    private static void addCompleted(Participation participation, Set<Figure> figures) {
        LocalDate end = participation.ending().on();
        figures.add(Figure.COMPLETED);
        if (participation.isInWorkOn(end) && !participation.isOnSickLeaveOn(end)) {
            figures.add(Figure.IN_JOB_AT_END);
        }
        List<Measurement> answers = participation.measurements().stream()
                .filter(measurement -> measurement.is("SATISFACTION", "END"))
                .toList();
        if (!answers.isEmpty()) {
            figures.add(Figure.COMPLETED_WITH_ANSWER);
            if (POSITIVE.contains(answers.get(answers.size() - 1).level())) {
                figures.add(Figure.POSITIVE_ANSWERS);
            }
        }
    }

    private static boolean isAccepted(Participation participation) {
        return participation.assessed() != null && participation.assessed().accepted();
    }

    private static boolean isRejected(Participation participation) {
        return participation.assessed() != null && !participation.assessed().accepted();
    }

    private static boolean endedEarly(Participation participation) {
        return participation.endedAs(Ending.Kind.DROPPED_OUT) || participation.endedAs(Ending.Kind.WITHDRAWN);
    }
}
