package dk.rampe.outcome;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.ResourceBundle;

/**
 * {@code datapackage.json}: a Frictionless Data Package of a bundle's files, with a codebook in Danish and English for
 * every column (datapackage.properties) and the checksum of every file.
 */
final class Datapackage {

    /** Of docs/indicators.md; another one when a rule changes. */
    static final String RULE_VERSION = "1";

    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final ResourceBundle DANISH = ResourceBundle.getBundle("dk.rampe.outcome.codebook_da");
    private static final ResourceBundle ENGLISH = ResourceBundle.getBundle("dk.rampe.outcome.codebook_en");

    private final Bundle bundle;
    private final ObjectNode root = JSON.createObjectNode();
    private final ArrayNode resources = JSON.createArrayNode();

    Datapackage(Bundle bundle) {
        this.bundle = bundle;
        root.put("profile", "data-package");
        root.put("name", "rampe-" + bundle.programme() + "-" + bundle.asOf());
        root.put("id", bundle.id().toString());
        root.put(
                "title", "Anonyme resultater af programmet " + bundle.settings().name());
        root.put("description", DANISH.getString("package"));
        root.put("descriptionEn", ENGLISH.getString("package"));
        root.put("created", bundle.madeAt().truncatedTo(ChronoUnit.SECONDS).toString());
        root.put("programme", bundle.programme());
        root.put("asOf", bundle.asOf().toString());
        root.put("releaseId", bundle.id().toString());
        root.put(
                "previousReleaseId",
                bundle.previous() == null ? null : bundle.previous().toString());
        root.put("threshold", bundle.settings().threshold());
        root.put("ruleVersion", RULE_VERSION);
        root.put("state", bundle.state().name());
        root.set("resources", resources);
    }

    /** @param columns its header */
    Datapackage table(String name, String columns, byte[] content) {
        ObjectNode resource = resource(name, name + ".csv", "tabular-data-resource", "csv", "text/csv", content);
        resource.put("rows", new String(content, StandardCharsets.UTF_8).lines().count() - 1);
        ObjectNode schema = resource.putObject("schema");
        ArrayNode fields = schema.putArray("fields");
        for (String column : columns.split(",")) {
            ObjectNode field = fields.addObject();
            String key = name + "." + column;
            field.put("name", column);
            field.put("type", DANISH.getString(key + ".type"));
            field.put("title", DANISH.getString(key + ".title"));
            field.put("titleEn", ENGLISH.getString(key + ".title"));
            field.put("description", DANISH.getString(key));
            field.put("descriptionEn", ENGLISH.getString(key));
        }
        schema.putArray("missingValues").add("");
        return this;
    }

    Datapackage text(String name, String path, byte[] content) {
        resource(name, path, "data-resource", "txt", "text/plain", content);
        return this;
    }

    private ObjectNode resource(
            String name, String path, String profile, String format, String mediaType, byte[] content) {
        ObjectNode resource = resources.addObject();
        resource.put("profile", profile);
        resource.put("name", name);
        resource.put("path", path);
        resource.put("title", DANISH.getString(name + ".title"));
        resource.put("titleEn", ENGLISH.getString(name + ".title"));
        resource.put("format", format);
        resource.put("mediatype", mediaType);
        resource.put("encoding", "utf-8");
        resource.put("bytes", content.length);
        resource.put("hash", "sha256:" + sha256(content));
        return resource;
    }

    byte[] content() {
        try {
            return (JSON.writeValueAsString(root) + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
