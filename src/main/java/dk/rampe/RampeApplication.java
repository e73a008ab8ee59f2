package dk.rampe;

import dk.rampe.command.Commands;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The hub, or a command when one is given. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class RampeApplication {

    public static void main(String[] args) {
        if (Commands.areIn(args)) {
            System.exit(Commands.run(args));
        }
        SpringApplication.run(RampeApplication.class, args);
    }
}
