/**
 * What the programmes achieve: base counts, indicators, what of them may be published, releases. Reads facts under a
 * database role of its own that has no right on the vault, and refers to nothing in it.
 */
package dk.rampe.outcome;
