package dk.rampe.partner;

import dk.rampe.partner.Partner.Sftp;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.springframework.stereotype.Component;

/** The route templates of {@code routes/} times the partners of {@code config/}. Route ids are {@code <partner>-<template>}. */
@Component
class PartnerRoutes implements CamelContextConfiguration {

    private final Partners partners;

    PartnerRoutes(Partners partners) {
        this.partners = partners;
    }

    @Override
    public void beforeApplicationStart(CamelContext camel) {}

    @Override
    public void afterApplicationStart(CamelContext camel) {
        partners.all().forEach((id, partner) -> add(camel, id, partner));
    }

    private static void add(CamelContext camel, String id, Partner partner) {
        Map<String, Object> server = server(id, partner.sftp());
        if (partner.jms() != null) {
            instantiate(
                    camel,
                    "deliver-messages",
                    Map.of(
                            "partner",
                            id,
                            "cases",
                            partner.jms().cases(),
                            "rejected",
                            partner.jms().rejected()));
            instantiate(
                    camel,
                    "receive-progress",
                    Map.of("partner", id, "address", partner.jms().progress()));
        } else {
            instantiate(camel, "deliver-files", server);
        }
        instantiate(camel, "dispatch-deliveries", Map.of("partner", id));
        if (partner.collect() != null) {
            server.put("folder", partner.collect().folder());
            server.put("include", include(partner));
            server.put("delay", partner.collect().every().toMillis());
            instantiate(camel, "fetch-files", server);
        }
    }

    private static Map<String, Object> server(String id, Sftp sftp) {
        Map<String, Object> server = new HashMap<>(Map.of("partner", id));
        if (sftp != null) {
            server.put("host", sftp.host());
            server.put("port", sftp.port());
            server.put("user", sftp.user());
            server.put("privateKeyFile", sftp.privateKeyFile());
            server.put("knownHostsFile", sftp.knownHostsFile());
        }
        return server;
    }

    /** One expression for all file kinds; group names may not occur twice in it. */
    private static String include(Partner partner) {
        return partner.collect().files().values().stream()
                .map(kind -> "(" + kind.pattern().pattern().replaceAll("\\(\\?<[A-Za-z]\\w*>", "(") + ")")
                .collect(Collectors.joining("|"));
    }

    private static void instantiate(CamelContext camel, String template, Map<String, Object> parameters) {
        try {
            camel.addRouteFromTemplate(parameters.get("partner") + "-" + template, template, parameters);
        } catch (Exception e) {
            throw new IllegalStateException("route " + template + " of " + parameters.get("partner"), e);
        }
    }
}
