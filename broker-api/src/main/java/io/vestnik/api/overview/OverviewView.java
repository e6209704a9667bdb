package io.vestnik.api.overview;

import java.time.Instant;
import java.util.List;

/**
 * How it stands with the whole installation.
 *
 * @param at when somebody looked
 */
public record OverviewView(Instant at, List<ChannelFigures> channels, OutboxView outbox) {}
