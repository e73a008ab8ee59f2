package dk.rampe.command;

/** A command cannot do what it was asked; the message is one sentence for the operator. */
class NotDone extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NotDone(String sentence) {
        super(sentence);
    }
}
