package dev.gatehouse.adminapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.gatehouse.platform.Secrets;
import dev.gatehouse.platform.Sha256;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.regex.Pattern;

/**
 * Entity tags of what the admin API shows (RFC 9110 §8.8.3): the digest of the view, whichever tables its parts come from,
 * without what is {@link NotInEntityTag}. Two views with the same tag hold the same; a new program version may give others.
 */
@Singleton
public class EntityTags {
    /** Tags are quoted and may hold commas; a {@code W/} before one makes it weak. */
    private static final Pattern TAG = Pattern.compile("(W/)?(\"[\\x21\\x23-\\x7e\\x80-\\xff]*\")");

    private final ObjectWriter writer;

    EntityTags(ObjectMapper mapper) {
        this.writer = mapper.writerWithView(EntityTags.class);
    }

    /** The tag of a view, quoted. */
    public String of(Object view) {
        return '"' + Secrets.base64(Sha256.of(content(view)).bytes()) + '"';
    }

    /** What of a view makes its tag, as JSON. */
    public byte[] content(Object view) {
        try {
            return writer.writeValueAsBytes(view);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what cannot be tagged cannot be shown either", e);
        }
    }

    /** Whether a field of {@code If-Match} names the tag: no weak one does. */
    static boolean matchStrongly(Collection<String> fields, String tag) {
        return matches(fields, tag, false);
    }

    /** Whether a field of {@code If-None-Match} names the tag, weak or not. */
    static boolean matchWeakly(Collection<String> fields, String tag) {
        return matches(fields, tag, true);
    }

    private static boolean matches(Collection<String> fields, String tag, boolean weakToo) {
        return fields.stream()
                .anyMatch(field -> field.strip().equals("*")
                        || TAG.matcher(field)
                                .results()
                                .anyMatch(one -> one.group(2).equals(tag) && (weakToo || one.group(1) == null)));
    }
}
