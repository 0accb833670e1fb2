// SPDX-License-Identifier: Apache-2.0
package dev.gatehouse.platform;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import org.jspecify.annotations.Nullable;

/** Stores a {@link Sha256} as 32 bytes. */
@Converter(autoApply = true)
public class Sha256Converter implements AttributeConverter<Sha256, byte[]> {

    @Override
    public byte @Nullable [] convertToDatabaseColumn(@Nullable Sha256 digest) {
        return digest == null ? null : digest.bytes();
    }

    @Override
    public @Nullable Sha256 convertToEntityAttribute(byte @Nullable [] bytes) {
        return bytes == null ? null : Sha256.fromBytes(bytes);
    }
}
