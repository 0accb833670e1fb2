// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.token;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gatehouse.platform.Secrets;
import dev.gatehouse.platform.Sha256;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;

/**
 * The ids of tokens that this server issued (RFC 7662 §2.2, {@code jti}). The id of a JWT is its own {@code jti} (RFC
 * 7519 §4.1.7), which is not stored. The id of an opaque token is the beginning of its digest.
 */
@ApplicationScoped
public class TokenIds {
    private static final int BYTES = 16;
    private static final String JTI = "jti";

    private final ObjectMapper json;

    TokenIds(ObjectMapper json) {
        this.json = json;
    }

    /**
     * Returns the id of a token.
     *
     * @param token a token whose digest is stored; nothing else of the token is checked
     */
    public String of(String token) {
        var parts = token.split("\\.", -1);
        return parts.length == 3
                ? ofJwt(parts[1])
                : Secrets.base64(Arrays.copyOf(Sha256.of(token).bytes(), BYTES));
    }

    private String ofJwt(String payload) {
        try {
            return json.readTree(Base64.getUrlDecoder().decode(payload))
                    .get(JTI)
                    .textValue();
        } catch (JacksonException malformed) {
            throw new IllegalStateException("a token that was issued here is no JWT", malformed);
        } catch (IOException e) {
            throw new IllegalStateException("bytes in memory can always be read", e);
        }
    }
}
