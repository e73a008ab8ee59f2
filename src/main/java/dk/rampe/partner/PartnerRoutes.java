package dk.rampe.partner;

import dk.rampe.partner.Partner.Collect;
import dk.rampe.partner.Partner.Jms;
import dk.rampe.partner.Partner.Sftp;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.TemplatedRouteDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The route templates of {@code routes/} times the partners of {@code config/}. Route ids are {@code
 * <partner>-<template>}.
 */
@Component
class PartnerRoutes extends RouteBuilder {

    private static final Logger LOG = LoggerFactory.getLogger(PartnerRoutes.class);

    private final Map<String, Partner> partners;
    private final boolean dropbox;

    PartnerRoutes(Partners partners, HubSettings settings) {
        this.partners = partners.all();
        this.dropbox = settings.dropbox() != null;
    }

    @Override
    public void configure() {
        if (partners.values().stream().anyMatch(partner -> partner.jms() != null)) {
            templatedRoute("note-undelivered").routeId("note-undelivered");
        }
        partners.forEach((id, partner) -> {
            if (partner.dropbox() != null && !dropbox) {
                LOG.warn(
                        "{}: has an account in a drop box, and this node runs none (rampe.dropbox is not set); nothing comes or"
                                + " goes unless another node runs it",
                        id);
                return;
            }
            if (partner.jms() != null) {
                Jms jms = partner.jms();
                add("dispatch-messages", id);
                add("deliver-messages-together", id);
                add("send-messages", id);
                add("deliver-messages", id);
                add("send-message", id)
                        .parameter("cases", jms.cases())
                        .parameter("rejected", jms.rejected())
                        .parameter(
                                "expireAfter", String.valueOf(jms.expireAfter().toMillis()));
                add("receive-progress", id).parameter("address", jms.progress());
            } else if (partner.dropbox() != null) {
                add("dispatch-deliveries", id);
                add("deliver-to-dropbox", id);
                add("take-from-dropbox", id);
            } else if (partner.sftp() != null) {
                add("dispatch-deliveries", id);
                server(add("deliver-files", id), partner.sftp());
                server(add("note-fetched-files", id), partner.sftp())
                        .parameter(
                                "delay",
                                String.valueOf(partner.sftp().noteFetchedEvery().toMillis()));
            }
            if (partner.isCalledWithStatuses()) {
                add("dispatch-deliveries", id);
                add("deliver-to-service", id);
            }
            if (partner.isPolled()) {
                add("poll-service", id);
            }
            if (partner.collect() != null && partner.sftp() != null) {
                Collect collect = partner.collect();
                server(add("fetch-files", id), partner.sftp())
                        .parameter("folder", collect.folder())
                        .parameter("include", include(collect))
                        .parameter("delay", String.valueOf(collect.every().toMillis()));
            }
        });
    }

    private TemplatedRouteDefinition add(String template, String partner) {
        return templatedRoute(template).routeId(partner + "-" + template).parameter("partner", partner);
    }

    private static TemplatedRouteDefinition server(TemplatedRouteDefinition route, Sftp sftp) {
        return route.parameter("host", sftp.host())
                .parameter("port", sftp.port().toString())
                .parameter("user", sftp.user())
                .parameter("privateKeyFile", sftp.privateKeyFile().toString())
                .parameter("knownHostsFile", sftp.knownHostsFile().toString());
    }

    /** One expression for all file kinds; group names may not occur twice in it. */
    private static String include(Collect collect) {
        return collect.files().values().stream()
                .map(kind -> "(" + kind.pattern().pattern().replaceAll("\\(\\?<[A-Za-z]\\w*>", "(") + ")")
                .collect(Collectors.joining("|"));
    }
}
