/**
 * Delivers by the API of VK. Everything else is the engine's; start reading at {@code VkSender}.
 */
@NullMarked
package io.vestnik.vk;

import org.jspecify.annotations.NullMarked;
