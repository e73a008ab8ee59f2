package dk.rampe.rights;

import java.util.Locale;
import java.util.Map;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/** Lays the document out: one HTML file that loads nothing, for a screen and for A4. Escapes all that is put in. */
final class AccessPage {

    private static final SpringTemplateEngine ENGINE = new SpringTemplateEngine();

    static {
        ClassLoaderTemplateResolver templates = new ClassLoaderTemplateResolver(AccessPage.class.getClassLoader());
        templates.setPrefix("dk/rampe/rights/");
        templates.setSuffix(".html");
        templates.setTemplateMode(TemplateMode.HTML);
        templates.setCharacterEncoding("UTF-8");
        ENGINE.setTemplateResolver(templates);
    }

    private AccessPage() {}

    static String of(CitizensView view) {
        return ENGINE.process("access", new Context(Locale.forLanguageTag("da"), Map.of("view", view)));
    }
}
