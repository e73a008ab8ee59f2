package dk.rampe.console;

import java.security.Principal;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** Who looks, for the frame of every page. */
@ControllerAdvice(basePackageClasses = Visitor.class)
class Visitor {

    private final boolean sandbox;

    Visitor(Environment environment) {
        this.sandbox = environment.acceptsProfiles(Profiles.of("sandbox"));
    }

    @ModelAttribute
    void who(Model model, Principal operator) {
        model.addAttribute("sandbox", sandbox);
        model.addAttribute("operator", operator == null ? null : operator.getName());
    }
}
