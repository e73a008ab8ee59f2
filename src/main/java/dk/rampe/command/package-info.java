/** What the jar does when it is given a command instead of being started as the hub. Top floor. */
package dk.rampe.command;
