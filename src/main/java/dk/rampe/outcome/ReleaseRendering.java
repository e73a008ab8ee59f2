package dk.rampe.outcome;

import dk.rampe.delivery.Delivery;
import dk.rampe.delivery.Delivery.Kind;
import dk.rampe.delivery.FileRendering;
import dk.rampe.delivery.Parcel;
import dk.rampe.delivery.Parcel.PostedFile;
import dk.rampe.partner.Partners;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** A release, from the stored bundle: the same bytes however often it is sent. */
@Component
class ReleaseRendering implements FileRendering {

    private final JdbcClient sql;
    private final Partners partners;

    ReleaseRendering(JdbcClient sql, Partners partners) {
        this.sql = sql;
        this.partners = partners;
    }

    @Override
    public Set<Kind> kinds() {
        return Set.of(Kind.RELEASE);
    }

    @Override
    public Parcel render(Delivery delivery) {
        List<PostedFile> files = sql.sql("select name, content from release_file where release_id = ? order by name")
                .param(delivery.releaseId())
                .query((row, i) -> new PostedFile(row.getString(1), row.getBytes(2), false))
                .list();
        String folder = partners.get(delivery.partner()).releases().folder();
        return new Parcel(folder, delivery.names().get(0), files);
    }
}
