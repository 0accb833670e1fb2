// SPDX-License-Identifier: Apache-2.0
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
 * Entity tags of the admin API (RFC 9110 §8.8.3): the digest of the view, from any number of tables, without the
 * properties marked {@link NotInEntityTag}. Equal tags mean equal content. A new version of Gatehouse may change the
 * tags.
 */
@Singleton
public class EntityTags {
    /** An entity tag: quoted, possibly with commas, weak with the prefix {@code W/}. */
    private static final Pattern TAG = Pattern.compile("(W/)?(\"[\\x21\\x23-\\x7e\\x80-\\xff]*\")");

    private final ObjectWriter writer;

    EntityTags(ObjectMapper mapper) {
        this.writer = mapper.writerWithView(EntityTags.class);
    }

    /** Returns the quoted entity tag of a view. */
    public String of(Object view) {
        return '"' + Secrets.base64(Sha256.of(content(view)).bytes()) + '"';
    }

    /** Returns the JSON of a view from which the entity tag is computed. */
    public byte[] content(Object view) {
        try {
            return writer.writeValueAsBytes(view);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what cannot be tagged cannot be shown either", e);
        }
    }

    /**
     * Returns whether {@code If-Match} contains the tag by strong comparison, which weak tags never match
     * (RFC 9110 §8.8.3.2).
     */
    static boolean matchStrongly(Collection<String> fields, String tag) {
        return matches(fields, tag, false);
    }

    /** Returns whether {@code If-None-Match} contains the tag by weak comparison (RFC 9110 §8.8.3.2). */
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
