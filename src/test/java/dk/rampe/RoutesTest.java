package dk.rampe;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dk.rampe.RouteFile.Call;
import dk.rampe.RouteFile.Endpoint;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.OptionalIdentifiedDefinition;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.support.SimpleBeanDefinitionRegistry;
import org.springframework.context.annotation.ClassPathBeanDefinitionScanner;

/** What Camel itself lets pass: the files of {@code routes/} are as the house wants them and refer to what exists. */
class RoutesTest {

    private static final Path ROUTES = Path.of("routes");
    private static final int A_SCREEN = 60;

    /** What anybody may read: no body, no text of an exception, no file name. */
    private static final Set<String> LOGGABLE = Set.of("routeId", "exception.class.simpleName");

    private static final Set<String> SCRIPTS =
            Set.of("script", "groovy", "js", "javaScript", "java", "joor", "mvel", "ognl", "python", "spel", "csimple");

    /** No server is believed that is not the pinned one, and none may hang the hub. */
    private static final Map<String, String> SFTP = Map.ofEntries(
            Map.entry("strictHostKeyChecking", "yes"),
            Map.entry("useUserKnownHostsFile", "false"),
            Map.entry("knownHostsFile", "{{knownHostsFile}}"),
            Map.entry("preferredAuthentications", "publickey"),
            Map.entry("privateKeyFile", "{{privateKeyFile}}"),
            Map.entry("connectTimeout", "10000"),
            Map.entry("serverAliveInterval", "15000"),
            Map.entry("serverAliveCountMax", "2"),
            Map.entry("autoCreate", "false"),
            Map.entry("stepwise", "false"),
            Map.entry("streamDownload", "true"));

    /**
     * The ledger decides what is new. What goes wrong is told by the poll watch; Camel would log what a partner sent.
     */
    private static final Map<String, String> SFTP_FETCH = Map.of(
            "idempotent", "false",
            "pollStrategy", "#{{partner}}-poll-watch",
            "exceptionHandler", "#{{partner}}-poll-watch",
            "onCompletionExceptionHandler", "#{{partner}}-poll-watch",
            "recursive", "false",
            "disconnect", "true",
            "throwExceptionOnConnectFailed", "true",
            "include", "{{include}}");

    /** Acknowledged when committed; a broker that is away stops nobody; no answer to whoever asks for one. */
    private static final Map<String, String> JMS_RECEIVE = Map.of(
            "transacted", "true",
            "lazyCreateTransactionManager", "false",
            "cacheLevelName", "CACHE_CONSUMER",
            "asyncStartListener", "true",
            "recoveryInterval", "1000",
            "disableReplyTo", "true",
            "errorHandlerLoggingLevel", "OFF",
            "errorHandlerLogStackTrace", "false");

    static List<RouteFile> files() throws IOException {
        return RouteFile.in(ROUTES);
    }

    static List<RouteFile> flows() throws IOException {
        return files().stream().filter(file -> !file.holdsErrorHandling()).toList();
    }

    @ParameterizedTest
    @MethodSource("flows")
    void aFileHoldsOneFlowOfItsOwnName(RouteFile file) {
        assertThat(file.entries()).hasSize(1);
        assertThat(file.flow().path("id").asText()).isEqualTo(file.name());
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyFlowAndEveryErrorPolicySaysWhatItIsFor(RouteFile file) {
        assertThat(file.lines().get(0)).startsWith("# ");
        for (JsonNode entry : file.entries()) {
            assertThat(entry.iterator().next().path("description").asText()).isNotBlank();
        }
        if (!file.holdsErrorHandling()) {
            assertThat(file.route().path("description").asText()).isNotBlank();
        }
    }

    @ParameterizedTest
    @MethodSource("flows")
    void aFlowFitsOnAScreen(RouteFile file) {
        assertThat(file.lines()).hasSizeLessThanOrEqualTo(A_SCREEN);
    }

    @ParameterizedTest
    @MethodSource("files")
    void noFileHoldsAScript(RouteFile file) {
        assertThat(file.keys()).doesNotContainAnyElementsOf(SCRIPTS);
    }

    @Test
    void everyFlowNamesAnErrorPolicyThatExists() throws IOException {
        checkErrorPolicies(ROUTES);
    }

    @ParameterizedTest
    @CsvSource({
        "process-submission, routeConfigurationId: hub-work, routeConfigurationId: hubwork",
        "deliver-files, routeConfigurationId: delivery, ''",
        "error-handling, id: partner-edge, id: partneredge"
    })
    void aMisspeltOrForgottenErrorPolicyIsFound(String file, String right, String wrong, @TempDir Path copy)
            throws IOException {
        for (RouteFile one : files()) {
            String text = String.join("\n", one.lines());
            Files.writeString(
                    copy.resolve(one.name() + ".camel.yaml"),
                    one.name().equals(file) ? text.replaceFirst(right, wrong) : text);
        }
        assertThatThrownBy(() -> checkErrorPolicies(copy)).isInstanceOf(AssertionError.class);
    }

    private static void checkErrorPolicies(Path folder) throws IOException {
        Set<String> policies = new TreeSet<>();
        Set<String> named = new TreeSet<>();
        for (RouteFile file : RouteFile.in(folder)) {
            if (file.holdsErrorHandling()) {
                file.entries()
                        .findValues("routeConfiguration")
                        .forEach(one -> policies.add(one.get("id").asText()));
            } else {
                assertThat(file.route().path("routeConfigurationId").asText())
                        .as("error policy of " + file)
                        .isNotBlank();
                named.add(file.route().get("routeConfigurationId").asText());
            }
        }
        assertThat(named).isEqualTo(policies);
    }

    @ParameterizedTest
    @MethodSource("files")
    void aLogLineHoldsNothingThatAPartnerSent(RouteFile file) {
        file.everywhere((key, value) -> {
            if (key.equals("log")) {
                assertThat(Pattern.compile("\\$\\{([^}]*)}")
                                .matcher(value.path("message").asText())
                                .results())
                        .extracting(placeholder -> placeholder.group(1))
                        .isSubsetOf(LOGGABLE);
            }
        });
        assertThat(file.endpoints()).extracting(Endpoint::scheme).doesNotContain("log");
    }

    @Test
    void whenAllElseFailsCamelLogsNoBodyAndKeepsNoDeadLetter() throws IOException {
        for (RouteFile file : files()) {
            assertThat(file.keys())
                    .doesNotContain("deadLetterChannel", "jtaTransactionErrorHandler", "refErrorHandler");
            file.everywhere((key, value) -> {
                if (key.equals("onException") && value.isObject() || key.equals("defaultErrorHandler")) {
                    assertThat(value.path("redeliveryPolicy")
                                    .path("logExhausted")
                                    .asText("true"))
                            .as(file + ": logExhausted")
                            .isEqualTo("false");
                }
                if (key.equals("errorHandler")) {
                    assertThat(file.holdsErrorHandling()).isTrue();
                    assertThat(value.has("defaultErrorHandler") || value.has("noErrorHandler"))
                            .isTrue();
                }
                if (key.equals("routeConfiguration")) {
                    assertThat(value.has("errorHandler")).isTrue();
                }
            });
        }
    }

    @Test
    void everyBeanAndMethodThatARouteCallsExists() throws IOException {
        Map<String, Class<?>> beans = componentsByName();
        for (RouteFile file : files()) {
            for (Call call : file.calls()) {
                assertThat(beans).as(file + " calls " + call).containsKey(call.bean());
                if (!call.method().isEmpty()) {
                    assertThat(beans.get(call.bean()).getMethods())
                            .as(file + " calls " + call)
                            .extracting(Method::getName)
                            .contains(call.method().replaceFirst("\\(.*", ""));
                }
            }
        }
    }

    @Test
    void everyServerIsReachedTheSafeWay() throws IOException {
        List<Endpoint> servers = endpoints("sftp", "sftp-drop-off", "sftp-listing");
        assertThat(servers).hasSizeGreaterThanOrEqualTo(3).allSatisfy(server -> {
            assertThat(server.uri()).doesNotContain("?");
            assertThat(asText(server.parameters())).containsAllEntriesOf(SFTP);
        });
        assertThat(endpoints("sftp")).isNotEmpty().allSatisfy(server -> assertThat(asText(server.parameters()))
                .containsAllEntriesOf(SFTP_FETCH));
    }

    @Test
    void theBrokerIsReachedTheSafeWay() throws IOException {
        List<Endpoint> queues = endpoints("jms");
        assertThat(queues).hasSizeGreaterThanOrEqualTo(3).allSatisfy(queue -> {
            assertThat(queue.uri()).startsWith("jms:queue:").doesNotContain("?");
            assertThat(asText(queue.parameters())).doesNotContainKeys("headerFilterStrategy", "connectionFactory");
        });
        List<Endpoint> received = new ArrayList<>(queues);
        received.removeIf(queue -> queue.parameters().has("jmsMessageType"));
        assertThat(queues)
                .filteredOn(queue -> !received.contains(queue))
                .isNotEmpty()
                .allSatisfy(
                        queue -> assertThat(asText(queue.parameters())).containsEntry("timeToLive", "{{expireAfter}}"));
        assertThat(received).isNotEmpty().allSatisfy(queue -> assertThat(asText(queue.parameters()))
                .containsAllEntriesOf(JMS_RECEIVE)
                .hasEntrySatisfying("messageConverter", reader -> assertThat(reader)
                        .isIn("#acceptedMessages", "#undeliveredMessages")));
    }

    @Test
    void noOtherWayLeadsOutOfTheHub() throws IOException {
        assertThat(files().stream().flatMap(file -> file.endpoints().stream()))
                .extracting(Endpoint::scheme)
                .isSubsetOf("sftp", "sftp-drop-off", "sftp-listing", "jms", "direct", "scheduler");
        assertThat(files().stream().flatMap(file -> file.keys().stream()))
                .doesNotContain(
                        "toD", "recipientList", "routingSlip", "dynamicRouter", "enrich", "pollEnrich", "wireTap");
    }

    @Test
    void camelReadsTheFilesAsTheyAreMeant() throws Exception {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            for (RouteFile file : files()) {
                String location = "file:" + ROUTES.resolve(file.name() + ".camel.yaml");
                PluginHelper.getRoutesLoader(camel)
                        .loadRoutes(ResourceHelper.resolveMandatoryResource(camel, location));
            }
            assertThat(Stream.concat(
                            camel.getRouteDefinitions().stream(), camel.getRouteTemplateDefinitions().stream()))
                    .extracting(OptionalIdentifiedDefinition::getId)
                    .containsExactlyInAnyOrderElementsOf(
                            flows().stream().map(RouteFile::name).toList());
        }
    }

    private static List<Endpoint> endpoints(String... schemes) throws IOException {
        return files().stream()
                .flatMap(file -> file.endpoints().stream())
                .filter(endpoint -> Arrays.asList(schemes).contains(endpoint.scheme()))
                .toList();
    }

    private static Map<String, String> asText(JsonNode parameters) {
        Map<String, String> texts = new HashMap<>();
        parameters
                .properties()
                .forEach(one -> texts.put(one.getKey(), one.getValue().asText()));
        return texts;
    }

    private static Map<String, Class<?>> componentsByName() {
        var registry = new SimpleBeanDefinitionRegistry();
        new ClassPathBeanDefinitionScanner(registry).scan("dk.rampe");
        return Arrays.stream(registry.getBeanDefinitionNames())
                .filter(name -> registry.getBeanDefinition(name).getBeanClassName() != null)
                .collect(toMap(name -> name, name -> classOf(registry.getBeanDefinition(name))));
    }

    private static Class<?> classOf(BeanDefinition bean) {
        try {
            return Class.forName(bean.getBeanClassName());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
