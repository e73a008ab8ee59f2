package dk.rampe;

import java.time.Duration;

/** How much of a test is run: {@code mvn verify} runs its short form, {@code mvn verify -Pfull} its long one. */
public final class Form {

    private static final boolean LONG = Boolean.getBoolean("long-forms");

    private Form() {}

    public static int of(int shortForm, int longForm) {
        return LONG ? longForm : shortForm;
    }

    public static Duration of(Duration shortForm, Duration longForm) {
        return LONG ? longForm : shortForm;
    }
}
