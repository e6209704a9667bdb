package io.vestnik.doctor;

import io.vestnik.contract.Channel;
import io.vestnik.contract.Topology;
import io.vestnik.contract.Waits;
import io.vestnik.doctor.postgres.DatabaseSettings;
import io.vestnik.doctor.rabbit.RabbitSettings;
import io.vestnik.doctor.service.ServiceSettings;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where everything is, as the environment says it. */
record DoctorSettings(
        RabbitSettings rabbit, DatabaseSettings database, List<ServiceSettings> services) {
    private static final String RETRY_WAITS = "10s,1m,5m,15m,1h,3h,8h,12h,24h,24h";

    /**
     * Reads the variables of the services, and a few of its own.
     *
     * @throws IllegalArgumentException in a sentence that names the variable
     */
    static DoctorSettings of(Map<String, String> environment) {
        return new Variables(environment).settings();
    }

    private record Variables(Map<String, String> all) {
        DoctorSettings settings() {
            List<ServiceSettings> services = new ArrayList<>();
            services.add(new ServiceSettings("broker-api", address("VESTNIK_BROKER_API_HEALTH")));
            for (Channel channel : channels()) {
                services.add(
                        new ServiceSettings(
                                channel + "-sender",
                                address("VESTNIK_%s_SENDER_HEALTH".formatted(channel.name()))));
            }
            return new DoctorSettings(rabbit(), database(), services);
        }

        /** Those that notifications are accepted for. */
        private List<Channel> channels() {
            return Stream.of(text("VESTNIK_CHANNELS", "email").split(",", -1))
                    .map(word ->
                            Channel.of(word.strip())
                                    .orElseThrow(() ->
                                            new IllegalArgumentException(
                                                    "VESTNIK_CHANNELS names '%s', which is no channel"
                                                            .formatted(word))))
                    .toList();
        }

        private Map<Channel, String> byChannel(Function<Channel, String> name) {
            Map<Channel, String> names = new EnumMap<>(Channel.class);
            channels().forEach(channel -> names.put(channel, name.apply(channel)));
            return names;
        }

        private RabbitSettings rabbit() {
            URI management = address("VESTNIK_RABBITMQ_UI");
            return new RabbitSettings(
                    management == null ? URI.create("http://127.0.0.1:8084") : management,
                    text("VESTNIK_RABBITMQ_ADMIN_USER", "vestnik-admin"),
                    text("VESTNIK_RABBITMQ_ADMIN_PASSWORD", ""),
                    text("VESTNIK_RABBITMQ_VHOST", Topology.VIRTUAL_HOST),
                    text("VESTNIK_RABBITMQ_API_USER", "vestnik-api"),
                    byChannel(channel ->
                            text(
                                    "VESTNIK_RABBITMQ_%s_USER".formatted(channel.name()),
                                    "vestnik-" + channel)),
                    waits(),
                    all.get("VESTNIK_RABBITMQ_CONSUMER_TIMEOUT"),
                    all.get("VESTNIK_RABBITMQ_DEAD_LETTER_TIMEOUT"));
        }

        private DatabaseSettings database() {
            return new DatabaseSettings(
                    text("VESTNIK_DATABASE_URL", "jdbc:postgresql://127.0.0.1:8085/vestnik"),
                    text("VESTNIK_DATABASE_OWNER_USER", "vestnik_owner"),
                    text("VESTNIK_DATABASE_OWNER_PASSWORD", ""),
                    "vestnik_broker_api",
                    byChannel(channel -> "vestnik_" + channel + "_sender"),
                    Duration.ofMinutes(5));
        }

        private String text(String name, String usual) {
            String value = all.getOrDefault(name, "");
            return value.isBlank() ? usual : value;
        }

        private List<Duration> waits() {
            try {
                return Waits.parseList(text("VESTNIK_RETRY_WAITS", RETRY_WAITS)).stream()
                        .distinct()
                        .toList();
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("VESTNIK_RETRY_WAITS: " + e.getMessage(), e);
            }
        }

        private @Nullable URI address(String name) {
            String value = text(name, "");
            if (value.isEmpty()) {
                return null;
            }
            if (!value.matches("https?://[^\\s/]+(/\\S*)?")) {
                throw new IllegalArgumentException(
                        name + " is '" + value + "', which is no http address");
            }
            return URI.create(value);
        }
    }
}
