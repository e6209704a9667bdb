package io.vestnik.testkit;

/** The configuration of every broker that the tests start themselves. */
final class RabbitSettings {
    /** The user that may do everything; there is no guest. */
    static final Login ADMIN = new Login("vestnik-admin", "admin-of-the-tests");

    /** Of rabbitmq.conf. Figures every second instead of every five: tests wait for them. */
    static final String CONF =
            """
            default_user = %s
            default_pass = %s
            collect_statistics_interval = 1000
            disk_free_limit.absolute = 512MB
            """
                    .formatted(ADMIN.user(), ADMIN.password());

    /**
     * Of advanced.config. Quorum queues report their depth with their tick. Dead letters whose
     * target was not there are tried again after 10 s instead of 180 s, so that a test of a restart
     * does not wait three minutes; less than 10 s would double messages on a slow machine.
     */
    static final String ADVANCED =
            """
            [{rabbit, [
              {quorum_tick_interval, 1000},
              {dead_letter_worker_publisher_confirm_timeout, 10000}
            ]}].
            """;

    private RabbitSettings() {}
}
