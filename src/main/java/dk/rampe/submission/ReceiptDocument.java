package dk.rampe.submission;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dk.rampe.mapping.DocumentFormat;
import dk.rampe.mapping.Fault;
import dk.rampe.mapping.RepeatingFormat;
import dk.rampe.mapping.UnreadableSubmission;
import dk.rampe.partner.DanishTime;
import dk.rampe.submission.LineOutcome.Outcome;
import dk.rampe.submission.Lines.Answer;
import dk.rampe.submission.Submission.State;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** A receipt in canonical form, for a partner's own table to write. Texts are Danish. */
final class ReceiptDocument {

    private static final Locale DANISH = Locale.forLanguageTag("da");
    private static final String DELETED = "Slettet.";
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final ObjectNode header = JSON.objectNode();
    private final List<ObjectNode> records = new ArrayList<>();
    private final Set<Long> blanked = new HashSet<>();
    private String line = "linje";
    private String lines = "linjer";

    /** @param file the sender's name of what is answered */
    ReceiptDocument(String submissionId, String file, String sendersId, Instant madeAt) {
        header.put("submissionId", submissionId)
                .put("transferId", submissionId)
                .put("file", file)
                .put("madeAt", DanishTime.moment(madeAt));
        if (sendersId != null) {
            header.put("sendersId", sendersId).put("sendersFileId", sendersId);
        }
    }

    /** @param hub what the partner calls the hub; null where it has no name for it */
    ReceiptDocument recipient(String hub) {
        if (hub != null) {
            header.put("recipient", hub);
        }
        return this;
    }

    /** What there is one of, or several, where its sender does not speak of lines. */
    ReceiptDocument counting(String one, String several) {
        line = one;
        lines = several;
        return this;
    }

    /** It is here and will be worked through. */
    ReceiptDocument stored() {
        header.put("summary", "Filen er modtaget. Kvittering for indholdet følger.");
        return this;
    }

    /**
     * @param counts lines by outcome
     * @param details name of the file that lists the lines, or null
     */
    ReceiptDocument finished(State state, Map<Outcome, Long> counts, List<Fault> faults, String details) {
        header.put("outcome", state.name());
        faults(faults);
        if (state == State.REFUSED || state == State.DUPLICATE) {
            // no line of it was looked at: there is nothing to count
            header.put("summary", faults.get(0).text(DANISH));
            return this;
        }
        long accepted = counts.get(Outcome.ACCEPTED) + counts.get(Outcome.WARNING);
        long all = counts.values().stream().mapToLong(Long::longValue).sum();
        header.put("lines", all)
                .put("accepted", accepted)
                .put("refused", counts.get(Outcome.REJECTED))
                .put("waiting", counts.get(Outcome.WAITING))
                .put("known", counts.get(Outcome.KNOWN))
                .put("summary", summary(all, accepted, counts, details));
        return this;
    }

    /** What became of the lines: one record for each fault of a line, one for a line without. */
    ReceiptDocument lines(List<Answer> answers) {
        for (Answer answer : answers) {
            if (answer.faults().isEmpty()) {
                records.add(record(answer));
            }
            answer.faults().forEach(fault -> records.add(put(record(answer), fault)));
            if (answer.blanked()) {
                blanked.add(answer.line());
            }
        }
        return this;
    }

    /** The same in answer to a call: one record for each line, with all its faults. */
    ReceiptDocument items(List<Answer> answers) {
        for (Answer answer : answers) {
            ObjectNode record = record(answer);
            // a call has no room for a text beside its reasons
            record.remove("text");
            ArrayNode list = record.putArray("faults");
            answer.faults().forEach(fault -> put(list.addObject().put("number", fault.number()), fault));
            records.add(record);
        }
        return this;
    }

    /** A duplicate is known as a whole: where receipts list lines, one without a number says so. */
    ReceiptDocument knownAsAWhole(Fault fault) {
        records.add(put(JSON.objectNode().put("outcome", Outcome.KNOWN.name()), fault));
        return this;
    }

    ObjectNode header() {
        return header;
    }

    List<ObjectNode> records() {
        return records;
    }

    byte[] written(DocumentFormat format) {
        return format.bytes(header, records);
    }

    /**
     * With the lines it answers, where the partner's form repeats them; never one whose case has been erased.
     *
     * @param content what is answered
     */
    byte[] written(DocumentFormat format, InputStream content) throws IOException {
        if (format instanceof RepeatingFormat repeating) {
            try {
                return repeating.bytes(header, records, content, blanked::contains);
            } catch (UnreadableSubmission e) {
                return written(format);
            }
        }
        return written(format);
    }

    private void faults(List<Fault> faults) {
        if (faults.isEmpty()) {
            return;
        }
        put(header, faults.get(0));
        ArrayNode list = header.putArray("faults");
        faults.forEach(fault -> put(list.addObject().put("number", fault.number()), fault));
    }

    private String summary(long all, long accepted, Map<Outcome, Long> counts, String details) {
        List<String> parts = new ArrayList<>();
        parts.add(accepted + " modtaget");
        parts.add(counts.get(Outcome.REJECTED) + " afvist");
        addIfAny(parts, counts.get(Outcome.KNOWN), " kendt i forvejen");
        addIfAny(parts, counts.get(Outcome.WAITING), " afventer sag");
        String sentence = all + " " + (all == 1 ? line : lines) + ": " + String.join(", ", parts) + ".";
        return details == null ? sentence : sentence + " Se " + details;
    }

    private static void addIfAny(List<String> parts, long count, String what) {
        if (count > 0) {
            parts.add(count + what);
        }
    }

    private static ObjectNode record(Answer answer) {
        ObjectNode record = JSON.objectNode()
                .put("line", answer.line())
                .put("element", answer.element())
                .put("outcome", answer.outcome().name());
        if (answer.caseNumber() != null) {
            record.put("caseNumber", answer.caseNumber());
        }
        if (answer.blanked()) {
            record.put("text", DELETED);
        }
        return record;
    }

    private static ObjectNode put(ObjectNode target, Fault fault) {
        target.put("code", fault.code()).put("text", fault.text(DANISH));
        if (fault.field() != null) {
            target.put("field", fault.field());
        }
        return target;
    }
}
