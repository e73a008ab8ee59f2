package dk.rampe.outcome;

/** A quantity that can be hidden: hidden in one place, it is hidden in all. */
public record Cell(String scope, Figure figure) {}
