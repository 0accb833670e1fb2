package dev.gatehouse.testing;

/** What a page says, without its markup. */
public final class PageText {
    private PageText() {}

    public static String of(Answer page) {
        return page.body()
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
