package dk.rampe.outcome;

import dk.rampe.delivery.NewDelivery;
import dk.rampe.delivery.Outbox;
import dk.rampe.partner.HubSettings;
import dk.rampe.partner.Partners;
import dk.rampe.partner.Timetable;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Makes each programme's release at its time and owes it to the evaluators. */
@Component("nightlyReleases")
public class NightlyReleases {

    private static final Logger LOG = LoggerFactory.getLogger(NightlyReleases.class);

    private final HubSettings settings;
    private final Partners partners;
    private final Timetable timetable;
    private final Releases releases;
    private final Outbox outbox;
    private final Clock clock;

    NightlyReleases(
            HubSettings settings,
            Partners partners,
            Timetable timetable,
            Releases releases,
            Outbox outbox,
            Clock clock) {
        this.settings = settings;
        this.partners = partners;
        this.timetable = timetable;
        this.releases = releases;
        this.outbox = outbox;
        this.clock = clock;
    }

    public List<String> programmes() {
        return settings.programmes().keySet().stream().sorted().toList();
    }

    /**
     * The time taken, the release and its deliveries are one transaction: none without the others. None is made when the
     * evaluation is over, for facts go from then on, nor before a municipality has given its instruction.
     */
    @Transactional
    public void release(String programme) {
        if (isToBeMade(programme)
                && timetable.begin(
                        "release " + programme,
                        settings.programmes().get(programme).release())) {
            make(programme);
        }
    }

    /** Makes one release outside the timetable. @return whether it was this time */
    @Transactional
    public boolean releaseOnce(String programme) {
        boolean now = isToBeMade(programme) && timetable.beginOnce("release " + programme);
        if (now) {
            make(programme);
        }
        return now;
    }

    private boolean isToBeMade(String programme) {
        return !settings.programmes().get(programme).isOver(LocalDate.now(clock)) && releases.isInstructed(programme);
    }

    private void make(String programme) {
        OutcomeRelease release = releases.make(programme, LocalDate.now(clock));
        List<NewDelivery> deliveries = partners.evaluatorsOf(programme).stream()
                .map(evaluator -> NewDelivery.ofRelease(evaluator, programme, release.id(), release.folder()))
                .toList();
        outbox.add(deliveries);
        LOG.info("outcomes of {} as of {} made up: release {}", programme, release.asOf(), release.id());
    }
}
