package dev.gatehouse.issuer;

import java.util.Map;
import java.util.Optional;
import org.jose4j.json.JsonUtil;
import org.jose4j.lang.JoseException;

/** Reads what issuers send, all of it by one parser, to which a name that comes twice is an error (RFC 8725 §2.3). */
final class Json {
    private Json() {}

    /** The members of an object; nothing if the text is none. */
    static Optional<Map<String, Object>> object(String text) {
        try {
            return Optional.ofNullable(JsonUtil.parseJson(text));
        } catch (JoseException notAnObject) {
            return Optional.empty();
        }
    }
}
