package io.vestnik.bench.world;

/** What a service talks to, and so where its line can be cut. */
public enum Link {
    /** From the callers to the API. */
    HTTP,
    /** From a service to PostgreSQL. */
    DATABASE,
    /** From a service to RabbitMQ. */
    BROKER,
    /** From the sender to the relay. */
    SMTP
}
