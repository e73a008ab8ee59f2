package dk.rampe.sandbox;

import java.nio.file.Path;
import org.springframework.beans.factory.support.DefaultSingletonBeanRegistry;
import org.springframework.boot.context.event.ApplicationFailedEvent;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.GenericApplicationListener;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.Profiles;
import org.springframework.core.env.StandardEnvironment;

/**
 * Starts the sandbox before the first bean is made and stops it after the last one is gone. What it fills in overrides
 * the environment and the settings files, not the command line and not a test's own properties.
 */
public final class SandboxInitializer implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    private static final String NAME = "sandbox";

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        ConfigurableEnvironment environment = context.getEnvironment();
        if (!environment.acceptsProfiles(Profiles.of(NAME))) {
            return;
        }
        SandboxFolders folders = new SandboxFolders(Path.of(environment.getProperty("rampe.sandbox.folder", "data")));
        boolean samples = environment.getProperty("rampe.sandbox.samples", Boolean.class, true);
        boolean broker = environment.getProperty("rampe.sandbox.broker", Boolean.class, true);
        Sandbox sandbox = Sandbox.start(folders, NeighbourSettings.in(environment), samples, broker);
        stopWith(context, sandbox);
        environment
                .getPropertySources()
                .addBefore(
                        StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME,
                        new MapPropertySource(NAME, sandbox.properties()));
        context.getBeanFactory().registerSingleton("sandboxFolders", folders);
    }

    /** Beans end in the reverse order of their registration, and no other has been registered yet. */
    private static void stopWith(ConfigurableApplicationContext context, Sandbox sandbox) {
        ((DefaultSingletonBeanRegistry) context.getBeanFactory()).registerDisposableBean(NAME, sandbox::close);
        // a context that fails before its refresh ends no beans
        context.addApplicationListener(GenericApplicationListener.forEventType(ApplicationFailedEvent.class, failed -> {
            if (!context.isActive()) {
                sandbox.close();
            }
        }));
    }
}
