package io.vestnik.api.intake;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Several requests in one, as they were sent, unchecked; all of them are accepted, or none.
 *
 * @param notifications at most {@link #MOST}
 */
record NewBatch(@Nullable List<@Nullable NewNotification> notifications) {
    static final int MOST = 1_000;
}
