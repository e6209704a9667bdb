/**
 * Scripted far sides of Telegram and VK to try the product on without accounts: a page that shows
 * what they took, and a switch for each.
 */
@NullMarked
package io.vestnik.local.farside;

import org.jspecify.annotations.NullMarked;
