// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.testing;

/** The text of a page, without markup and without the notice that every page has if TLS is off. */
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
