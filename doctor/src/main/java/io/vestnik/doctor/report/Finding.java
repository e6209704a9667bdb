package io.vestnik.doctor.report;

import org.jspecify.annotations.Nullable;

/**
 * What one check found.
 *
 * @param check its name, the same in each report
 * @param value what is there
 * @param limit what has to be there
 * @param remedy what to do; there is one when the level is worse than a note
 */
public record Finding(
        String check, Level level, String value, @Nullable String limit, @Nullable String remedy) {}
