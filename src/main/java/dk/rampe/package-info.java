/**
 * The hub, a package for each room. A room uses rooms on floors below its own, never above, and none beside it:
 *
 * <pre>
 * console, sandbox, command
 * channel
 * submission, outcome
 * delivery
 * partner, mapping, vault, participation
 * </pre>
 *
 * Two exceptions: {@code vault} is told by {@code partner} where its keys are, and only {@code submission},
 * {@code delivery} and {@code console} may refer to {@code vault} at all.
 */
package dk.rampe;
