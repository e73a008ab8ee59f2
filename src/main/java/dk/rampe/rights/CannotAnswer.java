package dk.rampe.rights;

/** What a citizen asks for cannot be given; the message is one sentence for the operator, and holds nothing personal. */
public final class CannotAnswer extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CannotAnswer(String sentence) {
        super(sentence);
    }
}
