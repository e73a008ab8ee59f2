/**
 * Whether the books add up: every night rules in SQL of their own, which share nothing with the code that wrote the
 * rows, count what must agree and name what does not (docs/adr/0017-reconciliation.md). Reads all tables, writes its own
 * two; knows no room but settings and limits.
 */
package dk.rampe.reconciliation;
