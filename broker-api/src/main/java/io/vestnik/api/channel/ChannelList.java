package io.vestnik.api.channel;

import java.util.List;

/** All channels; there are so few that they need no pages. */
record ChannelList(List<ChannelView> items) {}
