// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.testing;

/** What a page says, without its markup, and without the line that all pages without TLS begin with. */
public final class PageText {
    private PageText() {}

    public static String of(Answer page) {
        return page.body()
                .replaceAll("<(p|aside) class=\"transport[^>]*>[^<]*</(p|aside)>", "")
                .replaceAll("(?s)<[^>]*>", " ")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&")
                .replaceAll("\\s+", " ")
                .strip();
    }
}
