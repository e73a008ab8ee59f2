package dk.rampe.mainjob;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** Lays files into the jobcentres' folders as their systems do: the data first, then what says that it is complete. */
public final class Jobcentres {

    public static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    private static final String TRIGGER = """
            <?xml version="1.0" encoding="UTF-8"?>
            <ns2:Trigger xmlns:ns2="http://serviceplatformen.dk/xml/wsdl/soap11/SFTP/1/types">
              <FileDescriptor>
                <FileName>%s</FileName>
                <SizeInBytes>%d</SizeInBytes>
                <Sender>SILKEBORG_JOBCENTER</Sender>
                <SendersFileId>%s</SendersFileId>
                <Recipients>RAMPE_HUB</Recipients>
              </FileDescriptor>
              <FileContentDescriptor/>
            </ns2:Trigger>
            """;

    private Jobcentres() {}

    static void silkeborg(Hub hub, String name, String... lines) throws IOException {
        byte[] content = (String.join("\r\n", lines) + "\r\n").getBytes(WINDOWS_1252);
        silkeborg(hub, name, content, UUID.randomUUID().toString());
    }

    static void silkeborg(Hub hub, String name, byte[] content, String sendersFileId) throws IOException {
        silkeborg(hub.neighbour("silkeborg"), name, content, sendersFileId);
    }

    /** @param home what the jobcentre's server shows as its root; likewise of every other with Silkeborg's agreement */
    public static void silkeborg(Path home, String name, byte[] content, String sendersFileId) throws IOException {
        Path folder = home.resolve("UD");
        Files.write(folder.resolve(name), content);
        Files.writeString(folder.resolve(name + ".trigger"), TRIGGER.formatted(name, content.length, sendersFileId));
    }

    static void norddjurs(Hub hub, String name, byte[] content) throws IOException {
        norddjurs(hub.neighbour("norddjurs"), name, content);
    }

    public static void norddjurs(Path home, String name, byte[] content) throws IOException {
        Path folder = home.resolve("til_sind");
        Files.write(folder.resolve(name), content);
        Files.createFile(folder.resolve(name + ".klar_til_processering"));
    }
}
