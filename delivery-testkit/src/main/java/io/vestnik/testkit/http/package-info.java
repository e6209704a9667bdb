/** Scripted far sides that speak HTTP: a Bot API and a VK API, with their limits and faults. */
@NullMarked
package io.vestnik.testkit.http;

import org.jspecify.annotations.NullMarked;
