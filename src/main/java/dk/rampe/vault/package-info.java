/**
 * The personal half of every event, sealed with a key per participation; look-up of persons by keyed hash; who opened
 * what, and why. The key file that all of it hangs on, and how its keys rotate (docs/adr/0014-rotating-keys.md). Opened by
 * submission (to put in), delivery (to render), rights and console (with a purpose), by nobody else. Ground floor: knows no
 * room but settings and limits.
 */
package dk.rampe.vault;
