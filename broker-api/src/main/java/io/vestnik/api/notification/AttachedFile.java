package io.vestnik.api.notification;

import org.springframework.core.io.Resource;

/**
 * A file that goes with a notification.
 *
 * @param name as the recipient sees it
 */
public record AttachedFile(String name, Resource content) {}
