/**
 * A case as its events tell it: events (facts only), the fold over them, the status that follows. The fold is pure
 * Java; reading events back is plain JDBC. Ground floor: knows no other room, neither Camel nor Spring, and never the
 * vault.
 */
package dk.rampe.participation;
