package io.vestnik.api.console.notifications;

import io.vestnik.api.notification.NotificationFilter;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.util.MultiValueMap;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * What somebody has filled in above the list, kept as it was typed.
 *
 * @param values by the name of the field; none is empty
 */
public record ListForm(Map<String, String> values) {
    static ListForm of(MultiValueMap<String, String> parameters) {
        Map<String, String> values = new LinkedHashMap<>();
        parameters
                .toSingleValueMap()
                .forEach((name, value) -> {
                    if (NotificationFilter.PARAMETERS.contains(name) && !value.isBlank()) {
                        values.put(name, value.strip());
                    }
                });
        return new ListForm(values);
    }

    /** What was typed, or nothing. */
    public String value(String name) {
        return values.getOrDefault(name, "");
    }

    /** Whether anything narrows the list. */
    public boolean isNarrowed() {
        return values.keySet().stream()
                .anyMatch(name -> !name.equals("cursor") && !name.equals("limit"));
    }

    /** Whether this is not the first page. */
    public boolean isContinued() {
        return values.containsKey("cursor");
    }

    NotificationFilter filter() {
        Map<String, String[]> parameters = new LinkedHashMap<>();
        values.forEach((name, value) -> parameters.put(name, new String[] {moment(name, value)}));
        parameters.putIfAbsent("limit", new String[] {"50"});
        return NotificationFilter.of(parameters);
    }

    /** A time without a zone, as browsers write it, is one in UTC. */
    private static String moment(String name, String value) {
        if (!name.startsWith("created")) {
            return value;
        }
        try {
            return LocalDateTime.parse(value).toInstant(ZoneOffset.UTC).toString();
        } catch (DateTimeParseException withZone) {
            return value;
        }
    }

    /** What was typed as browsers write it in a field for a time: in UTC, without a zone. */
    public String time(String name) {
        String value = moment(name, value(name));
        try {
            return LocalDateTime.ofInstant(Instant.parse(value), ZoneOffset.UTC)
                    .truncatedTo(ChronoUnit.SECONDS)
                    .toString();
        } catch (DateTimeException wrong) {
            return "";
        }
    }

    /** The address of the first page with the same filter. */
    public String firstPage() {
        return address().encode().buildAndExpand(values).toUriString();
    }

    /** The address of the page that begins there, with the same filter. */
    public String pageAfter(String cursor) {
        return address().queryParam("cursor", cursor).encode().buildAndExpand(values).toUriString();
    }

    private UriComponentsBuilder address() {
        var address = UriComponentsBuilder.fromPath("/console/notifications");
        for (String name : values.keySet()) {
            if (!name.equals("cursor")) {
                address.queryParam(name, "{" + name + "}");
            }
        }
        return address;
    }
}
