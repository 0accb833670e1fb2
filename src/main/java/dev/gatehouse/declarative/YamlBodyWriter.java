// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.declarative;

import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyWriter;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;

/** Writes an export as YAML, if the caller asks for YAML. */
@Provider
@Produces("application/yaml")
public class YamlBodyWriter implements MessageBodyWriter<Export> {

    @Override
    public boolean isWriteable(Class<?> type, Type generic, Annotation[] annotations, MediaType form) {
        return type == Export.class;
    }

    @Override
    public void writeTo(
            Export export,
            Class<?> type,
            Type generic,
            Annotation[] annotations,
            MediaType form,
            MultivaluedMap<String, Object> headers,
            OutputStream out)
            throws IOException {
        out.write(YamlText.of(export.document()).getBytes(StandardCharsets.UTF_8));
    }
}
