package dk.rampe.channel.sftp;

import com.jcraft.jsch.JSch;
import dk.rampe.partner.Partner;
import dk.rampe.partner.Partners;
import dk.rampe.partner.PollLease;
import dk.rampe.partner.Troubles;
import org.apache.camel.CamelContext;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.springframework.stereotype.Component;

/** What the route template {@code fetch-files} refers to by name, for each partner that files are fetched from. */
@Component
class SftpPartners implements CamelContextConfiguration {

    private final Partners partners;
    private final PolledFiles polled;
    private final PollLease lease;
    private final Troubles troubles;

    SftpPartners(Partners partners, PolledFiles polled, PollLease lease, Troubles troubles) {
        this.partners = partners;
        this.polled = polled;
        this.lease = lease;
        this.troubles = troubles;
    }

    @Override
    public void beforeApplicationStart(CamelContext camel) {
        // against Terrapin; -Djsch.require_strict_kex=no for the day a partner's server cannot
        JSch.setConfig("require_strict_kex", System.getProperty("jsch.require_strict_kex", "yes"));
        for (String id : partners.with(Partner::collect)) {
            var collect = partners.get(id).collect();
            ReadyFiles files = new ReadyFiles(id, collect, polled);
            camel.getRegistry().bind(id + "-ready-files", files);
            camel.getRegistry().bind(id + "-poll-watch", new PollWatch(id, lease, troubles, files));
        }
    }

    @Override
    public void afterApplicationStart(CamelContext camel) {}
}
