package io.vestnik.api.notification;

/**
 * One entry of the metadata that a notification must have to be listed.
 *
 * @param key as it was given with the notification
 * @param value the whole of it
 */
public record MetadataEntry(String key, String value) {
    @Override
    public String toString() {
        return key + ":" + value;
    }
}
