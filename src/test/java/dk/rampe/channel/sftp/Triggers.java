package dk.rampe.channel.sftp;

/** What Silkeborg lays beside its files. */
final class Triggers {

    private Triggers() {}

    static String of(String file, long size) {
        return of(file, String.valueOf(size), "SILKEBORG_JOBCENTER", "RAMPE_HUB");
    }

    static String of(String file, String size, String sender, String... recipients) {
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <ns:Trigger xmlns:ns="http://serviceplatformen.dk/xml/wsdl/soap11/SFTP/1/types">
                  <FileName>%s</FileName>
                  <SizeInBytes>%s</SizeInBytes>
                  <Sender>%s</Sender>
                  <SendersFileId>SF-1</SendersFileId>
                  <Recipients>%s</Recipients>
                </ns:Trigger>
                """.formatted(file, size, sender, String.join("</Recipients><Recipients>", recipients));
    }
}
