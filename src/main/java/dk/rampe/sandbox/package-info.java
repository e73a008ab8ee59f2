/**
 * A hub that needs nothing: with the profile {@code sandbox}, and only then, PostgreSQL, Artemis and the neighbours of
 * {@code config/} run inside, each neighbour with its folders under {@code data/sandbox/<partner>}. Knows the partners'
 * settings and nothing else of the hub; nothing of the hub knows it.
 */
package dk.rampe.sandbox;
