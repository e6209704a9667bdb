package io.vestnik.contract;

/**
 * Names an attachment whose bytes stay in the database.
 *
 * @param name a file name without path, at most 255 characters
 * @param contentType a media type such as {@code application/pdf}
 * @param size in bytes
 * @param sha256 lower-case hex digest of the bytes, which is also their key
 */
public record AttachmentRef(String name, String contentType, long size, String sha256) {}
