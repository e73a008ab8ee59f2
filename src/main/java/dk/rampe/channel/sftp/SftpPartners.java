package dk.rampe.channel.sftp;

import com.jcraft.jsch.JSch;
import dk.rampe.partner.Partner;
import dk.rampe.partner.Partners;
import dk.rampe.partner.PollLease;
import dk.rampe.submission.Submissions;
import org.apache.camel.CamelContext;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.springframework.stereotype.Component;

/** What the route template {@code fetch-files} refers to by name, for each partner that files are fetched from. */
@Component
class SftpPartners implements CamelContextConfiguration {

    private final Partners partners;
    private final Submissions submissions;
    private final PollLease lease;

    SftpPartners(Partners partners, Submissions submissions, PollLease lease) {
        this.partners = partners;
        this.submissions = submissions;
        this.lease = lease;
    }

    @Override
    public void beforeApplicationStart(CamelContext camel) {
        // against Terrapin; -Djsch.require_strict_kex=no for the day a partner's server cannot
        JSch.setConfig("require_strict_kex", System.getProperty("jsch.require_strict_kex", "yes"));
        for (String id : partners.with(Partner::collect)) {
            var collect = partners.get(id).collect();
            ReadyFiles files = new ReadyFiles(id, collect, submissions);
            camel.getRegistry().bind(id + "-ready-files", files);
            camel.getRegistry().bind(id + "-poll-watch", new PollWatch(id, lease, files));
        }
    }

    @Override
    public void afterApplicationStart(CamelContext camel) {}
}
