package dk.rampe;

/** How much of a test is run: {@code mvn verify} runs its short form, {@code mvn verify -Pfull} its long one. */
public final class Form {

    private static final boolean LONG = Boolean.getBoolean("long-forms");

    private Form() {}

    public static int of(int shortForm, int longForm) {
        return LONG ? longForm : shortForm;
    }

    public static <T> T of(T shortForm, T longForm) {
        return LONG ? longForm : shortForm;
    }
}
