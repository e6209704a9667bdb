package io.vestnik.doctor.service;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Where a service says whether it is ready.
 *
 * @param name of the service
 * @param address answers 200 when it is ready; null when it cannot be reached from here
 */
public record ServiceSettings(String name, @Nullable URI address) {}
