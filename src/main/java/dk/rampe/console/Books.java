package dk.rampe.console;

import dk.rampe.console.Attention.Level;

/**
 * Whether the hub's books add up, as the latest nightly reconciliation has it.
 *
 * @param missed whether last night's has not run
 * @param differing how many items did not add up
 */
record Books(boolean missed, long differing) {

    public Level level() {
        return differing > 0 ? Level.ACT : missed ? Level.WATCH : Level.OK;
    }
}
