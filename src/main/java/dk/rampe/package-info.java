/**
 * The hub, a package for each room. A room uses rooms on floors below its own, never above, and none beside it:
 *
 * <pre>
 * console, sandbox, command
 * channel
 * rights, reconciliation
 * submission, outcome
 * delivery
 * vault, mapping, participation
 * retention
 * partner
 * </pre>
 *
 * One exception: only {@code submission}, {@code delivery}, {@code rights} and {@code console} may refer to
 * {@code vault} at all.
 */
package dk.rampe;
