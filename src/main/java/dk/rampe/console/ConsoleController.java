package dk.rampe.console;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The page, the part of it that is fetched again and again, and the login page. */
@Controller
class ConsoleController {

    private final OverviewQuery query;
    private final MessageSource messages;

    ConsoleController(OverviewQuery query, MessageSource messages) {
        this.query = query;
        this.messages = messages;
    }

    @GetMapping("/")
    String page(Model model, Locale locale) {
        show(query.overview(), model, locale);
        model.addAttribute("page", "console");
        return "console";
    }

    /**
     * Answers 204 when the reader has it already, so that the page stays untouched.
     *
     * @param seen the version that the reader has
     */
    @GetMapping("/overview")
    String overview(
            @RequestParam(defaultValue = "") String seen, Model model, Locale locale, HttpServletResponse response) {
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        var overview = query.overview();
        if (version(overview).equals(seen)) {
            response.setStatus(HttpStatus.NO_CONTENT.value());
            return null;
        }
        show(overview, model, locale);
        return "overview :: overview";
    }

    @GetMapping("/login")
    String login() {
        return "login";
    }

    private void show(Overview overview, Model model, Locale locale) {
        model.addAttribute("overview", overview);
        model.addAttribute("version", version(overview));
        model.addAttribute("times", new Times(overview.at(), locale, messages));
    }

    private static String version(Overview overview) {
        return Integer.toHexString(overview.hashCode());
    }
}
