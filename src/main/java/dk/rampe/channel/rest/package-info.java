/**
 * What a provider calls over HTTP: progress in, cases and rejections out. Plain Spring MVC around the services that the
 * routes call, see {@code docs/adr/0010}. Everything under {@code /api/} is this room's: its keys, its limits, its
 * errors.
 */
package dk.rampe.channel.rest;
