package dk.rampe.channel;

/** Somebody else's file has the name that ours should get: the delivery is given the next name. */
public class NameTaken extends RuntimeException {

    private final String name;

    public NameTaken(String name) {
        super("the name is taken by another file");
        this.name = name;
    }

    public String name() {
        return name;
    }
}
