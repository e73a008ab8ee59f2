/**
 * What the hub promises, tried: hubs as processes of their own, which are halted, killed, held up and started again,
 * while their database, their broker and their neighbours go on, or fail in their turn.
 */
package dk.rampe.trial;
