package dk.rampe.submission;

import dk.rampe.mapping.Fault;
import dk.rampe.mapping.FaultCode;
import dk.rampe.submission.Submission.State;
import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Where channels hand in what came. When a method returns, it is stored and committed; only then may the sender's copy go. */
@Component("submissions")
public class Submissions {

    private static final Logger LOG = LoggerFactory.getLogger(Submissions.class);

    private final Archive archive;
    private final Ledger ledger;
    private final Identities identities;
    private final Receipts receipts;

    Submissions(Archive archive, Ledger ledger, Identities identities, Receipts receipts) {
        this.archive = archive;
        this.ledger = ledger;
        this.identities = identities;
        this.receipts = receipts;
    }

    /**
     * Stores a file as it came; it is worked through later. A file with known content is a duplicate, whatever its name.
     *
     * @throws IncompleteTransfer when not as many bytes came as were announced
     */
    @Transactional
    public UUID store(Incoming incoming, InputStream content) throws IOException {
        UUID id = UUID.randomUUID();
        LocalDate today = ledger.today();
        Archive.Stored stored = archive.write(id, today, content);
        if (incoming.size() != null && incoming.size() != stored.size()) {
            throw new IncompleteTransfer(incoming.size(), stored.size());
        }
        byte[] identity = identities.of(id, today, incoming, stored);
        if (ledger.enter(id, incoming, State.STORED, identity, stored, List.of())) {
            receipts.stored(id, incoming);
        } else {
            archive.drop(id, today);
            UUID earlier = ledger.withIdentity(incoming.partner(), identity).orElseThrow();
            Archive.Stored notKept = new Archive.Stored(null, stored.size(), null);
            ledger.enter(id, incoming, State.DUPLICATE, null, notKept, List.of(FaultCode.DUPLICATE.fault()));
            ledger.markDuplicateOf(id, earlier);
            receipts.finished(id, incoming.partner(), incoming.name(), State.DUPLICATE);
            LOG.info(
                    "{}: submission {} repeats {}, nothing changed", incoming.partner(), shortId(id), shortId(earlier));
        }
        return id;
    }

    /**
     * Refuses a file before its content is read, with one receipt; what it looked like is remembered, so that the next
     * poll does not refuse it again.
     *
     * @param look everything that would make it another attempt: name, size, time, trigger
     * @return false when it has been refused already
     */
    @Transactional
    public boolean refuse(Incoming incoming, byte[] look, List<Fault> faults) {
        UUID id = UUID.randomUUID();
        long size = incoming.size() == null ? 0 : incoming.size();
        boolean first = ledger.enter(
                id, incoming, State.REFUSED, Archive.sha256(look), new Archive.Stored(null, size, null), faults);
        if (first) {
            receipts.finished(id, incoming.partner(), incoming.name(), State.REFUSED);
            LOG.info("{}: submission {} refused unread: {}", incoming.partner(), shortId(id), codes(faults));
        }
        return first;
    }

    static String codes(List<Fault> faults) {
        return String.join(", ", faults.stream().map(Fault::code).distinct().toList());
    }

    private static String shortId(UUID id) {
        return id.toString().substring(0, 8);
    }
}
