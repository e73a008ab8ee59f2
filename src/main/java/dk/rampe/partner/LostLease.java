package dk.rampe.partner;

/** This node was held up for so long that another one does its work: what it has done meanwhile is to be undone. */
public final class LostLease extends RuntimeException {

    LostLease(String name) {
        super("lease '" + name + "' has been taken by another node");
    }
}
