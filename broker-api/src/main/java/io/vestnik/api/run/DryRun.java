package io.vestnik.api.run;

import io.vestnik.api.notification.NotificationSummary;
import java.util.List;

/**
 * What a run would be about, had it been begun now.
 *
 * @param total how many of them are in manual
 * @param sample a few of them, newest first
 */
public record DryRun(String action, int total, List<NotificationSummary> sample) {}
