package dk.rampe.submission;

import dk.rampe.delivery.Delivery;
import dk.rampe.delivery.Delivery.Kind;
import dk.rampe.delivery.FileRendering;
import dk.rampe.delivery.Parcel;
import dk.rampe.delivery.Parcel.PostedFile;
import dk.rampe.mapping.DocumentFormat;
import dk.rampe.mapping.Fault;
import dk.rampe.mapping.Mappings;
import dk.rampe.mapping.RepeatingFormat;
import dk.rampe.partner.Partner;
import dk.rampe.partner.Partner.Document;
import dk.rampe.partner.Partner.Receipts.When;
import dk.rampe.partner.Partners;
import dk.rampe.submission.LineOutcome.Outcome;
import dk.rampe.submission.Submission.State;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Receipts, in the files and forms of the partner's agreement. */
@Component
class ReceiptRendering implements FileRendering {

    private static final String EARLIER_NAMES = """
            select jsonb_array_elements_text(names) from delivery
            where submission_id = ? and kind = 'TECHNICAL_RECEIPT' and number < ?""";

    private final JdbcClient sql;
    private final Ledger ledger;
    private final Lines lines;
    private final Partners partners;
    private final Mappings mappings;
    private final Archive archive;

    ReceiptRendering(
            JdbcClient sql, Ledger ledger, Lines lines, Partners partners, Mappings mappings, Archive archive) {
        this.sql = sql;
        this.ledger = ledger;
        this.lines = lines;
        this.partners = partners;
        this.mappings = mappings;
        this.archive = archive;
    }

    @Override
    public Set<Kind> kinds() {
        return Set.of(Kind.TECHNICAL_RECEIPT, Kind.RECEIPT);
    }

    @Override
    public Parcel render(Delivery delivery) {
        Submission submission = ledger.find(delivery.submissionId());
        Partner partner = partners.get(delivery.partner());
        List<Document> documents = partner.receipts().documents(when(delivery, submission));
        ReceiptDocument receipt = document(delivery, submission, partner);
        Set<String> earlier = earlierNames(delivery);
        List<PostedFile> files = new ArrayList<>();
        for (int i = 0; i < documents.size(); i++) {
            String name = delivery.names().get(i);
            DocumentFormat format =
                    mappings.outgoing(delivery.partner(), documents.get(i).mapping());
            files.add(new PostedFile(name, content(format, receipt, submission), earlier.contains(name)));
        }
        return new Parcel(partner.receipts().folder(), null, files);
    }

    /** Lines are repeated from the archive, as long as it has them. */
    private byte[] content(DocumentFormat format, ReceiptDocument receipt, Submission submission) {
        if (!(format instanceof RepeatingFormat) || submission.archiveKey() == null) {
            return receipt.written(format);
        }
        try (InputStream content = archive.read(submission)) {
            return receipt.written(format, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ReceiptDocument document(Delivery delivery, Submission submission, Partner partner) {
        ReceiptDocument receipt = new ReceiptDocument(
                        submission.id().toString(), submission.name(), submission.sendersId(), delivery.madeAt())
                .recipient(hubsName(partner));
        if (delivery.kind() == Kind.TECHNICAL_RECEIPT) {
            return receipt.stored();
        }
        List<Fault> faults = ledger.faults(submission.id());
        Map<Outcome, Long> counts = lines.counts(submission.id(), delivery.madeAt());
        boolean readThrough = submission.state() == State.PROCESSED || submission.state() == State.PARTLY;
        receipt.finished(
                readThrough ? State.after(counts) : submission.state(),
                counts,
                faults,
                delivery.names().size() > 1 ? delivery.names().get(0) : null);
        return submission.state() == State.DUPLICATE
                ? receipt.knownAsAWhole(faults.get(0))
                : receipt.lines(lines.answers(submission.id(), delivery.lines(), delivery.madeAt()));
    }

    private static When when(Delivery delivery, Submission submission) {
        if (delivery.kind() == Kind.TECHNICAL_RECEIPT) {
            return When.STORED;
        }
        return submission.state() == State.REFUSED ? When.REFUSED : When.PROCESSED;
    }

    /** Files of the technical receipt, whose place the receipt takes. */
    private Set<String> earlierNames(Delivery delivery) {
        List<String> names = sql.sql(EARLIER_NAMES)
                .params(delivery.submissionId(), delivery.number())
                .query(String.class)
                .list();
        return Set.copyOf(names);
    }

    static String hubsName(Partner partner) {
        var collect = partner.collect();
        return collect == null || collect.trigger() == null
                ? null
                : collect.trigger().recipient();
    }
}
