/** RabbitMQ: what is declared, what overrides it, who may do what. */
@NullMarked
package io.vestnik.doctor.rabbit;

import org.jspecify.annotations.NullMarked;
