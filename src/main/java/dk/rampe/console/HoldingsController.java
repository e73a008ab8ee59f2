package dk.rampe.console;

import dk.rampe.partner.HubSettings;
import dk.rampe.rights.Account;
import java.util.Locale;
import java.util.Optional;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** What is held of whom, and whether any of it should have gone. */
@Controller
class HoldingsController {

    private final LatestAccount accounts;
    private final HubSettings settings;
    private final MessageSource messages;

    HoldingsController(LatestAccount accounts, HubSettings settings, MessageSource messages) {
        this.accounts = accounts;
        this.settings = settings;
        this.messages = messages;
    }

    /** Says that it is being counted, and asks again by itself, when there is nothing to show yet. */
    @GetMapping("/holdings")
    String page(Model model, Locale locale) {
        model.addAttribute("page", "holdings");
        Optional<Account> account = accounts.get();
        account.ifPresent(latest -> {
            model.addAttribute("held", Held.of(latest, settings.partners()));
            model.addAttribute("times", new Times(latest.at(), locale, messages));
        });
        return "holdings";
    }
}
