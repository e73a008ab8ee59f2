package dk.rampe.sandbox;

import java.nio.file.Path;

/**
 * Where the sandbox keeps what. There is a bean of this type in the profile {@code sandbox}.
 *
 * @param root {@code rampe.sandbox.folder}, absolute
 */
public record SandboxFolders(Path root) {

    public SandboxFolders {
        root = root.toAbsolutePath().normalize();
    }

    /** Everything the simulated neighbours hold, a folder each. */
    public Path neighbours() {
        return root.resolve("sandbox");
    }

    /**
     * What a neighbour's SFTP login sees as {@code /}, where a provider on the broker keeps its messages, one with an
     * account on the hub's server what it puts there and has fetched, and one that calls its calls and their answers.
     */
    public Path neighbour(String partner) {
        return neighbours().resolve(partner);
    }

    /** Addresses, users and passwords of this run, for people and for commands in another process. */
    public Path connections() {
        return neighbours().resolve("hub.properties");
    }

    /** What is the hub's own. */
    public Path hub() {
        return root.resolve("hub");
    }

    /** Partners' accounts on the hub's own SFTP server: not the hub's own, for what lies there is in clear. */
    Path dropBox() {
        return root.resolve("dropbox");
    }

    Path postgres() {
        return hub().resolve("postgres");
    }

    Path artemis() {
        return hub().resolve("artemis");
    }

    Path keys() {
        return hub().resolve("keys");
    }

    public Path vaultKey() {
        return keys().resolve("vault.json");
    }

    /** The hub's private key for a partner. */
    public Path key(String partner) {
        return keys().resolve(partner);
    }

    /** What a partner opens its account on the hub's own SFTP server with. */
    Path accountKey(String partner) {
        return keys().resolve(partner + ".account");
    }

    /** Of the hub's own SFTP server. */
    Path dropBoxHostKey() {
        return keys().resolve("dropbox.host");
    }

    /** Of the authority that signs the certificates of the SOAP service and of those who call it. */
    Path soapCertificates() {
        return keys().resolve("soap");
    }

    /** What one side of a line has pinned: the hub, of a partner's server; a partner with an account, of the hub's. */
    public Path knownHosts(String partner) {
        return keys().resolve(partner + ".known_hosts");
    }

    /** The neighbour's own key; kept over restarts, so that a host key that changes is always news. */
    Path hostKey(String partner) {
        return keys().resolve(partner + ".host");
    }
}
