package dk.rampe.command;

/** A command was not given what it needs; its usage will help. */
final class Misuse extends NotDone {

    private static final long serialVersionUID = 1L;

    Misuse(String sentence) {
        super(sentence);
    }
}
