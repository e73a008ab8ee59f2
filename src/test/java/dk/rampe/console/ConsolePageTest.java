package dk.rampe.console;

import static dk.rampe.console.ConsoleApp.OPERATOR;
import static dk.rampe.console.ConsoleApp.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestBuilders.formLogin;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.cookie;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

class ConsolePageTest {

    private static Ledger ledger;
    private static ConfigurableApplicationContext app;
    private static MockMvc browser;

    @BeforeAll
    static void startOnABadDay() {
        ledger = new Ledger();
        Days.bad(ledger);
        app = ConsoleApp.start(ledger);
        browser = MockMvcBuilders.webAppContextSetup((WebApplicationContext) app)
                .apply(springSecurity())
                .build();
    }

    @AfterAll
    static void stop() {
        app.close();
        ledger.close();
    }

    @Test
    void thePageIsDanishWhateverTheBrowserPrefers() throws Exception {
        browser.perform(operator(get("/")))
                .andExpect(content().string(containsString("<html lang=\"da\">")))
                .andExpect(content().string(containsString("1 partner kræver handling")))
                .andExpect(content().string(containsString("Den seneste leverance blev afvist helt")))
                .andExpect(content().string(containsString("Opdateret kl. 14.32")));
        browser.perform(operator(get("/")).header("Accept-Language", "en-GB, en;q=0.9"))
                .andExpect(content().string(containsString("1 partner kræver handling")));
    }

    @Test
    void aServerWhoseKeyIsRefusedIsToldWithWhatToDo() throws Exception {
        browser.perform(operator(get("/")))
                .andExpect(content().string(containsString("Serveren viser en anden nøgle end den aftalte.")))
                .andExpect(content().string(containsString("før partneren har bekræftet den nye, og den er lagt ind")));
        browser.perform(operator(get("/")).param("lang", "en"))
                .andExpect(content().string(containsString("The server shows another key than the agreed one.")));
    }

    @Test
    void eventsThatAreMissingAreToldWithTheirNumbersAndSinceWhen() throws Exception {
        browser.perform(operator(get("/")))
                .andExpect(content().string(containsString("2 hændelser er sprunget over")))
                .andExpect(content().string(containsString("Mangler nr. 4712, 4715, for 3 timer siden")));
        browser.perform(operator(get("/")).param("lang", "en"))
                .andExpect(content().string(containsString("Missing no. 4712, 4715, 3 hours ago")));
    }

    @Test
    void whetherTheBooksAddUpIsAmongTheFirstWords() throws Exception {
        browser.perform(operator(get("/"))).andExpect(content().string(not(containsString("Afstemning"))));
        ledger.reconciled(Ledger.NOW, 0);
        browser.perform(operator(get("/"))).andExpect(content().string(containsString("Afstemning i nat: alt går op")));
        ledger.reconciled(Ledger.NOW.plusSeconds(1), 3);
        browser.perform(operator(get("/")))
                .andExpect(content().string(containsString("1 partner kræver handling")))
                .andExpect(content().string(containsString("Afstemning i nat: 3 poster går ikke op")));
    }

    @Test
    void aLanguageThatWasChosenIsRemembered() throws Exception {
        var chosen = browser.perform(operator(get("/")).param("lang", "en"))
                .andExpect(content().string(containsString("1 partner needs action")))
                .andExpect(cookie().httpOnly("language", true))
                .andReturn();

        browser.perform(operator(get("/overview")).cookie(chosen.getResponse().getCookie("language")))
                .andExpect(content().string(containsString("1 partner needs action")));
    }

    @Test
    void aLanguageThatThePageDoesNotSpeakIsDanish() throws Exception {
        browser.perform(operator(get("/")).param("lang", "<script>"))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("<html lang=\"da\">")));
    }

    @Test
    void aSendersFieldNameIsEscaped() throws Exception {
        browser.perform(operator(get("/")))
                .andExpect(content().string(containsString("&lt;b&gt;Situation&lt;/b&gt;")))
                .andExpect(content().string(not(containsString("<b>Situation"))));
    }

    @Test
    void fileNamesAndCaseNumbersAreNotOnThePage() throws Exception {
        browser.perform(operator(get("/")))
                .andExpect(content().string(not(containsString("anne-andersen"))))
                .andExpect(content().string(not(containsString("740-2024-90000"))));
    }

    @Test
    void whatIsHeldOfWhomAndWhyIsAPageOfItsOwn() throws Exception {
        browser.perform(operator(get("/"))).andExpect(content().string(containsString("href=\"/holdings\"")));
        browser.perform(operator(get("/holdings")))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("Silkeborg Kommune, jobcenter")))
                .andExpect(content().string(containsString("Leverancer og deres udfald")))
                .andExpect(content().string(containsString("Aftale DBA-1")))
                .andExpect(content().string(containsString("aftalens &lt;b&gt;grund&lt;/b&gt;")))
                .andExpect(content().string(containsString("12 måneder")))
                .andExpect(content().string(not(containsString("anne-andersen"))))
                .andExpect(content().string(not(containsString("740-2024-90000"))))
                .andExpect(content().string(not(containsString("http-equiv=\"refresh\""))));
        browser.perform(operator(get("/holdings")).param("lang", "en"))
                .andExpect(content().string(containsString("Submissions and their outcome")));
        browser.perform(get("/holdings").accept("text/html")).andExpect(redirectedUrl("http://localhost/login"));
    }

    @Test
    void aReaderWhoHasSeenItAlreadyGetsNothingNew() throws Exception {
        var page = browser.perform(operator(get("/overview")))
                .andExpect(status().isOk())
                .andExpect(content().string(startsWith("<div id=\"overview\"")))
                .andReturn()
                .getResponse()
                .getContentAsString();
        var version = Pattern.compile("seen=(\\w+)").matcher(page);
        assertThat(version.find()).isTrue();

        browser.perform(operator(get("/overview")).param("seen", version.group(1)))
                .andExpect(status().isNoContent())
                .andExpect(content().string(""));
    }

    @Test
    void everythingNeedsALogin() throws Exception {
        browser.perform(get("/").accept("text/html")).andExpect(redirectedUrl("http://localhost/login"));
        browser.perform(get("/actuator/env").accept("text/html")).andExpect(redirectedUrl("http://localhost/login"));
        browser.perform(get("/login"))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("Adgangskode")));
        browser.perform(get("/css/console.css")).andExpect(status().isOk());
    }

    @Test
    void aPageWhoseLoginHasRunOutIsToldToReload() throws Exception {
        browser.perform(get("/overview").header("HX-Request", "true"))
                .andExpect(status().isUnauthorized())
                .andExpect(header().string("HX-Refresh", "true"));
    }

    @Test
    void anOperatorLogsInWithThePasswordAndNothingElse() throws Exception {
        browser.perform(formLogin().user(OPERATOR).password(PASSWORD)).andExpect(redirectedUrl("/"));
        browser.perform(formLogin().user(OPERATOR).password("gæt")).andExpect(redirectedUrl("/login?error"));
        browser.perform(formLogin().user("gæst").password(PASSWORD)).andExpect(redirectedUrl("/login?error"));
    }

    @Test
    void aFormFromElsewhereIsRefused() throws Exception {
        browser.perform(operator(post("/logout"))).andExpect(status().isForbidden());
    }

    @Test
    void thePageMayLoadItsOwnFilesOnlyAndStandInNoFrame() throws Exception {
        browser.perform(operator(get("/")))
                .andExpect(header().string("Content-Security-Policy", startsWith("default-src 'self';")))
                .andExpect(header().string("X-Frame-Options", "DENY"))
                .andExpect(header().string("X-Content-Type-Options", "nosniff"))
                .andExpect(header().string("Referrer-Policy", "no-referrer"));
    }

    @Test
    void anErrorIsToldWithoutDetails() throws Exception {
        browser.perform(get("/error")
                        .accept("text/html")
                        .with(request -> {
                            request.setDispatcherType(DispatcherType.ERROR);
                            return request;
                        })
                        .requestAttr(RequestDispatcher.ERROR_STATUS_CODE, 500)
                        .requestAttr(RequestDispatcher.ERROR_EXCEPTION, new IllegalStateException("hemmelig")))
                .andExpect(content().string(containsString("Noget gik galt")))
                .andExpect(content().string(not(containsString("hemmelig"))))
                .andExpect(content().string(not(containsString("Exception"))));
    }

    private static MockHttpServletRequestBuilder operator(MockHttpServletRequestBuilder request) {
        return request.with(user(OPERATOR));
    }
}
