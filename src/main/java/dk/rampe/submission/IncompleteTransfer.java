package dk.rampe.submission;

/** Fewer or more bytes came than the sender or the listing says: nothing is stored, the next poll tries again. */
public class IncompleteTransfer extends RuntimeException {

    IncompleteTransfer(long expected, long received) {
        super("expected " + expected + " bytes, received " + received);
    }
}
