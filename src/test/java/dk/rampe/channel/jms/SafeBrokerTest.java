package dk.rampe.channel.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class SafeBrokerTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tcp://127.0.0.1:61616",
                "tcp://localhost:61616",
                "tcp://192.0.2.1:61617?sslEnabled=true&trustStorePath=trust.p12&trustStorePassword=s",
                "(tcp://192.0.2.1:61617?sslEnabled=true,tcp://192.0.2.2:61617?sslEnabled=true)?ha=true"
            })
    void aBrokerOverTlsOrOnThisMachineWillDo(String url) {
        assertThatCode(() -> new SafeBroker(url)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tcp://192.0.2.1:61616 | over TLS",
                "tcp://192.0.2.1:61616?sslEnabled=false | over TLS",
                "(tcp://192.0.2.1:61616,tcp://192.0.2.2:61617?sslEnabled=true)?ha=true | over TLS",
                "tcp://192.0.2.1:61617?sslEnabled=true&trustAll=true | believe any server",
                "tcp://192.0.2.1:61617?sslEnabled=true&verifyHost=false | believe any server",
                "udp://231.7.7.7:9876 | names no server",
                "none | cannot be read"
            })
    void anyOtherStopsTheStart(String url, String reason) {
        assertThatThrownBy(() -> new SafeBroker(url))
                .isInstanceOfSatisfying(
                        InvalidConfigurationPropertyValueException.class,
                        refused -> assertThat(refused.getReason()).contains(reason));
    }

    @Test
    void theSandboxHasABrokerOfItsOwn() {
        ApplicationContextRunner hub = new ApplicationContextRunner()
                .withUserConfiguration(SafeBroker.class)
                .withPropertyValues("spring.artemis.broker-url=tcp://192.0.2.1:61616");

        hub.run(context -> assertThat(context).hasFailed());
        hub.withPropertyValues("spring.profiles.active=sandbox")
                .run(context -> assertThat(context).hasNotFailed());
    }
}
