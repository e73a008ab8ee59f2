/**
 * The personal half of every event, sealed with a key per participation; look-up of persons by keyed hash; who opened
 * what, and why. Opened by submission (to put in), delivery (to render) and console (with a purpose), by nobody else.
 * Ground floor: knows no other room.
 */
package dk.rampe.vault;
