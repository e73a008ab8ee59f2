package dk.rampe.channel.rest;

import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;

/** The provider that calls, and under which of its keys. */
final class Caller extends AbstractAuthenticationToken {

    static final String AUTHORITY = "PROVIDER";

    private static final long serialVersionUID = 1L;

    private final String provider;
    private final String keyLabel;

    Caller(String provider, String keyLabel) {
        super(AuthorityUtils.createAuthorityList(AUTHORITY));
        this.provider = provider;
        this.keyLabel = keyLabel;
        setAuthenticated(true);
    }

    String provider() {
        return provider;
    }

    @Override
    public String getPrincipal() {
        return provider;
    }

    /** How the log names it; the key itself is kept nowhere. */
    @Override
    public String toString() {
        return provider + " (key " + keyLabel + ")";
    }

    @Override
    public Object getCredentials() {
        return null;
    }
}
