package dk.rampe.delivery;

import dk.rampe.mapping.Mappings;
import dk.rampe.participation.EventLog;
import dk.rampe.partner.HubSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.util.FileSystemUtils;

/** Makes what the rooms without Spring offer. */
@Configuration(proxyBeanMethods = false)
public class GroundFloor {

    @Bean
    EventLog eventLog(DataSource dataSource) {
        return new EventLog(new TransactionAwareDataSourceProxy(dataSource));
    }

    /** The folder of the settings when it is there, else what the jar carries. */
    @Bean
    static Mappings mappings(HubSettings settings) throws IOException {
        return mappings(Path.of(settings.folders().mappings()));
    }

    public static Mappings mappings(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return Mappings.load(folder);
        }
        Path unpacked = unpacked();
        try {
            return Mappings.load(unpacked);
        } finally {
            FileSystemUtils.deleteRecursively(unpacked);
        }
    }

    private static Path unpacked() throws IOException {
        Path folder = Files.createTempDirectory("rampe-mappings");
        for (Resource resource : new PathMatchingResourcePatternResolver().getResources("classpath:mappings/**/*.*")) {
            String url = resource.getURL().toString();
            Path target = folder.resolve(url.substring(url.indexOf("/mappings/") + "/mappings/".length()));
            Files.createDirectories(target.getParent());
            Files.write(target, resource.getContentAsByteArray());
        }
        return folder;
    }
}
