package dk.rampe.submission;

import com.fasterxml.jackson.databind.JsonNode;
import dk.rampe.delivery.CaseLocks.CaseKey;
import dk.rampe.delivery.StaleAccounts;
import dk.rampe.partner.Partners;
import dk.rampe.vault.Vault;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What came in about a case, erased. */
@Component
public class CaseErasure {

    private final JdbcClient sql;
    private final Partners partners;
    private final Vault vault;
    private final LineErasure lines;
    private final ParticipationErasure participations;
    private final ErasedCases erasedCases;
    private final ArchiveSearch archiveSearch;
    private final EventsSetAside eventsSetAside;
    private final ArchiveBlanking archiveBlanking;
    private final StaleAccounts staleAccounts;
    private final Clock clock;

    CaseErasure(
            JdbcClient sql,
            Partners partners,
            Vault vault,
            LineErasure lines,
            ParticipationErasure participations,
            ErasedCases erasedCases,
            ArchiveSearch archiveSearch,
            EventsSetAside eventsSetAside,
            ArchiveBlanking archiveBlanking,
            StaleAccounts staleAccounts,
            Clock clock) {
        this.sql = sql;
        this.partners = partners;
        this.vault = vault;
        this.lines = lines;
        this.participations = participations;
        this.erasedCases = erasedCases;
        this.archiveSearch = archiveSearch;
        this.eventsSetAside = eventsSetAside;
        this.archiveBlanking = archiveBlanking;
        this.staleAccounts = staleAccounts;
        this.clock = clock;
    }

    /**
     * @param erasedEvents by participation, the number of the event that says that it was erased
     * @param events and {@code lines}: how many went
     * @param copies submissions whose archive copies are to be written anew
     */
    public record Gone(Map<UUID, Long> erasedEvents, int events, int lines, List<UUID> copies) {}

    /**
     * All participations of the case, in every programme, with every line that named it. In the caller's transaction,
     * which holds the case's lock.
     *
     * @param erasure id of it, which the rows that are left name
     */
    public Gone erase(UUID erasure, CaseKey key) {
        List<UUID> ids = sql.sql(
                        "select id from participation where municipality = ? and case_number = ? order by number")
                .params(key.municipality(), key.caseNumber())
                .query(UUID.class)
                .list();
        Set<String> words = words(key, ids);
        Set<UUID> copies = new TreeSet<>(eventsSetAside.refuseAbout(key, ids));
        senders(key.municipality()).forEach(partner -> {
            copies.addAll(archiveSearch.markHolding(partner, words));
            staleAccounts.mark(partner);
        });
        LineErasure.Blanked blanked = lines.erase(key, ids);
        copies.addAll(blanked.submissions());
        int events = participations.events(ids);
        Map<UUID, Long> erasedEvents = participations.erase(erasure, ids);
        erasedCases.mark(key, LocalDate.now(clock));
        return new Gone(erasedEvents, events, blanked.lines(), List.copyOf(copies));
    }

    /** Whether these archive copies, and what lies in drop boxes of those who may have told of the case, are written anew. */
    public boolean isCleared(String municipality, Collection<UUID> copies) {
        return (copies.isEmpty() || archiveBlanking.isDone(copies)) && staleAccounts.areRenewed(senders(municipality));
    }

    private Set<String> senders(String municipality) {
        Set<String> senders = new HashSet<>(partners.providers());
        partners.jobcentreOf(municipality).ifPresent(senders::add);
        return senders;
    }

    /** What the case and its person are called where the table of lines cannot tell. */
    private Set<String> words(CaseKey key, List<UUID> ids) {
        Set<String> words = new HashSet<>(Set.of(key.caseNumber()));
        for (UUID id : ids) {
            List<Long> telling = sql.sql("""
                            select number from event
                            where participation_id = ? and kind in ('REFERRED', 'IDENTIFIER_CHANGED')""").param(id).query(Long.class).list();
            for (JsonNode personal : vault.open(id, telling, "hub", "erasure").values()) {
                String number = personal.at("/identifier/value").asText();
                if (number.length() == 10) {
                    words.add(number);
                    words.add(number.substring(0, 6) + '-' + number.substring(6));
                    // as a workbook has it that keeps it as a number
                    words.add(number.replaceFirst("^0", ""));
                }
            }
        }
        return words;
    }
}
