/** What may be said to VK: its addresses. */
@NullMarked
package io.vestnik.contract.vk;

import org.jspecify.annotations.NullMarked;
