package dk.rampe.mapping;

import java.util.List;

/** A submission is refused whole; says why in codes only. */
public final class UnreadableSubmission extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<Fault> faults;
    private final String sendersId;

    UnreadableSubmission(List<Fault> faults) {
        this(faults, null);
    }

    private UnreadableSubmission(List<Fault> faults, String sendersId) {
        super("refused whole: " + faults.stream().map(Fault::code).toList());
        this.faults = List.copyOf(faults);
        this.sendersId = sendersId;
    }

    public UnreadableSubmission(Fault fault) {
        this(List.of(fault));
    }

    /** The same, of a submission that could be read so far that its sender's id is known. */
    UnreadableSubmission from(String sendersId) {
        return new UnreadableSubmission(faults, sendersId);
    }

    /** The sender's own key for it, or null when it could not be read. */
    public String sendersId() {
        return sendersId;
    }

    public List<Fault> faults() {
        return faults;
    }
}
