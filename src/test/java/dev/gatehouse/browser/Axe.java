// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.browser;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.util.List;
import java.util.stream.Stream;

/** Runs axe-core on the open page and returns the violations of WCAG 2.2 in light mode and in dark mode. */
final class Axe {
    /** Collects violations only, because the list of passed checks is long and takes most of the time. */
    private static final String RUN = """
            rules => axe.run(document, {
              resultTypes: ['violations'],
              iframes: false,
              ...(rules.length ? {runOnly: rules} : {}),
            }).then(({violations}) => violations.map(violation => violation.id + ' ' + violation.nodes[0].html))""";

    private Axe() {}

    static List<String> faults(Page page) {
        page.evaluate(AxeBuilder.getAxeScript());
        show(page, ColorScheme.LIGHT);
        var light = faults(page, "light mode", List.of());
        // The modes differ only in colors.
        show(page, ColorScheme.DARK);
        var dark = faults(page, "dark mode", List.of("color-contrast"));
        show(page, ColorScheme.LIGHT);
        return Stream.concat(light.stream(), dark.stream()).toList();
    }

    private static void show(Page page, ColorScheme scheme) {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme).setReducedMotion(ReducedMotion.REDUCE));
    }

    /** @param rules the rules to check, or an empty list for all rules */
    @SuppressWarnings("unchecked")
    private static List<String> faults(Page page, String mode, List<String> rules) {
        return ((List<String>) page.evaluate(RUN, rules))
                .stream().map(violation -> mode + ": " + violation).toList();
    }
}
