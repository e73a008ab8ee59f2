package dk.rampe.partner;

import java.time.Clock;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class PartnerConfiguration {

    /** All time in the hub comes from here; agreements are in Danish time. */
    @Bean
    @ConditionalOnMissingBean
    Clock clock() {
        return Clock.system(DanishTime.ZONE);
    }
}
