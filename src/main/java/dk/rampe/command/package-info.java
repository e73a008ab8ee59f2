/**
 * What the jar does when it is given a command instead of being started as the hub. A command reads the hub's settings
 * and, if it must, its database; it starts no route, no server, no broker and no sandbox, whatever the profile. Top
 * floor.
 */
package dk.rampe.command;
