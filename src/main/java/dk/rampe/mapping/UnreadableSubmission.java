package dk.rampe.mapping;

import java.util.List;

/** A submission is refused whole; says why in codes only. */
public final class UnreadableSubmission extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<Fault> faults;

    UnreadableSubmission(List<Fault> faults) {
        super("refused whole: " + faults.stream().map(Fault::code).toList());
        this.faults = List.copyOf(faults);
    }

    UnreadableSubmission(Fault fault) {
        this(List.of(fault));
    }

    public List<Fault> faults() {
        return faults;
    }
}
