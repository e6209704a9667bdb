/** The engine's way in and out of RabbitMQ; the only package that knows AMQP. */
@NullMarked
package io.vestnik.delivery.rabbit;

import org.jspecify.annotations.NullMarked;
