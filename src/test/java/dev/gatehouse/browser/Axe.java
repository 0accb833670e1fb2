package dev.gatehouse.browser;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.util.List;
import java.util.stream.Stream;

/** What axe-core finds wrong with the page that is open: WCAG 2.2, as far as a program can tell, in both modes. */
final class Axe {
    private Axe() {}

    static List<String> faults(Page page) {
        show(page, ColorScheme.LIGHT);
        var light = faults("in the light", new AxeBuilder(page));
        // The modes differ in colours only.
        show(page, ColorScheme.DARK);
        var dark = faults("in the dark", new AxeBuilder(page).withRules(List.of("color-contrast")));
        show(page, ColorScheme.LIGHT);
        return Stream.concat(light.stream(), dark.stream()).toList();
    }

    private static void show(Page page, ColorScheme scheme) {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme).setReducedMotion(ReducedMotion.REDUCE));
    }

    private static List<String> faults(String mode, AxeBuilder axe) {
        return axe.setLegacyMode(true).analyze().getViolations().stream()
                .map(violation -> mode + ": " + violation.getId() + " "
                        + violation.getNodes().getFirst().getHtml())
                .toList();
    }
}
