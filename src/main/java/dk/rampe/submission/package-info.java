/**
 * Whatever comes in: stored as it came, worked through line by line, answered. Turns canonical records into events and
 * puts their personal halves into the vault. Knows the floors below; how a submission came in is the channel's
 * business.
 */
package dk.rampe.submission;
