package dk.rampe.channel.rest;

import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The description of all this, for whoever is to write a client; needs no key. */
@RestController
class OpenApiEndpoint {

    static final String PATH = "/api/v1/openapi.json";

    private final OpenApi description;

    OpenApiEndpoint(OpenApi description) {
        this.description = description;
    }

    @GetMapping(path = PATH, produces = MediaType.APPLICATION_JSON_VALUE)
    byte[] description() {
        return description.document();
    }
}
