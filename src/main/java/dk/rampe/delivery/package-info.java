/**
 * The outbox: what is owed to whom, in which order, and what became of it. Renders cases and statuses itself; other
 * rooms hand in how their documents are rendered. Knows partner, mapping, participation and vault.
 */
package dk.rampe.delivery;
