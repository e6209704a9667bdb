package io.vestnik.delivery.rabbit;

import io.vestnik.contract.Channel;
import io.vestnik.contract.Priority;
import io.vestnik.contract.Topology;
import io.vestnik.delivery.DeliveryEngine;
import io.vestnik.delivery.Gate;
import io.vestnik.delivery.NextStepPublisher;
import io.vestnik.delivery.channel.Tap;
import io.vestnik.delivery.repair.WorkQueue;
import io.vestnik.delivery.retry.RetrySchedule;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.core.AcknowledgeMode;
import org.springframework.amqp.core.MessageListener;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.amqp.rabbit.listener.MissingQueueEvent;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.retry.RetryOperations;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes the messages of one channel's work queues, as long as the application runs and the channel
 * is open; they share the places behind one gate.
 */
public final class ChannelConsumer implements SmartLifecycle, Tap {
    private static final Logger log = LoggerFactory.getLogger(ChannelConsumer.class);

    /** So many times as many places there are while everything goes through in an instant. */
    private static final int AT_FULL_SPEED = 5;

    private static final Duration END_WITHIN = Duration.ofSeconds(30);

    /** A broker that says nothing for so long is left to find out by itself. */
    private static final Duration HAND_BACK_WITHIN = Duration.ofSeconds(5);

    private final Channel channel;
    private final ConnectionFactory connections;
    private final RabbitTopology topology;
    private final List<WorkContainer> containers = new ArrayList<>();
    private final List<ObservedWorkQueue> queues = new ArrayList<>();
    private final Dispatch dispatch;
    private final RetryOperations brokerAtStart;

    private boolean started;
    private boolean open = true;

    /** Ends when the attempts that were under way at the last shutting have ended. */
    private Thread shutting = Thread.ofPlatform().unstarted(() -> {});

    /**
     * Connects one channel's queues with an engine.
     *
     * @param places attempts under way at the same time
     * @param prefetch messages of each priority that the broker sends ahead for each of them
     * @param brokerAtStart how long to wait for a broker that is not there yet
     * @param clock the one that attempts are timed by
     * @param engine makes the engine, given the publisher that it needs
     */
    public ChannelConsumer(
            Channel channel,
            RetrySchedule schedule,
            RabbitTemplate template,
            JsonMapper json,
            int places,
            int prefetch,
            RetryOperations brokerAtStart,
            Clock clock,
            Function<NextStepPublisher, DeliveryEngine> engine) {
        this.channel = channel;
        this.connections = template.getConnectionFactory();
        this.brokerAtStart = brokerAtStart;
        Gate gate = new Gate(places, places * AT_FULL_SPEED, System::nanoTime);
        topology = new RabbitTopology(channel, schedule, connections);
        dispatch = new Dispatch(channel.word() + "-acks", gate);
        var makesAttempts = engine.apply(new ConfirmedStepPublisher(channel, template, topology));
        var tasks = new QueuedTasks(channel, json);
        for (Priority priority : Priority.IN_ORDER) {
            var queue = new ObservedWorkQueue(channel, priority, template, gate, clock);
            var listener = new DeliveryListener(makesAttempts, tasks, queue);
            queues.add(queue);
            containers.add(
                    container(
                            priority,
                            places * AT_FULL_SPEED * prefetch,
                            dispatch.to(priority, listener::judge)));
        }
    }

    private WorkContainer container(Priority priority, int prefetch, MessageListener listener) {
        var container = new WorkContainer(connections);
        container.setQueueNames(Topology.sendQueue(channel, priority));
        container.setConcurrentConsumers(1);
        container.setPrefetchCount(prefetch);
        container.setAcknowledgeMode(AcknowledgeMode.MANUAL);
        container.setDefaultRequeueRejected(false);
        container.setMissingQueuesFatal(false);
        // A broker that lost its users gets them back from its operator, and we come back with
        // them.
        container.setPossibleAuthenticationFailureFatal(false);
        container.setForceStop(true);
        // Not virtual: a consumer that is being stopped turns in a loop, and as many of them as
        // there are processors would keep every other virtual thread from running, for ever.
        container.setTaskExecutor(
                new SimpleAsyncTaskExecutor(channel.word() + "-" + priority.word() + "-"));
        container.setMessageListener(listener);
        container.setAutoStartup(false);
        container.setApplicationEventPublisher(this::onEvent);
        return container;
    }

    /** The queues that this works off. */
    public List<? extends WorkQueue> workQueues() {
        return queues;
    }

    /** Somebody may have deleted the queue; the container looks for it again by itself. */
    private void onEvent(Object event) {
        if (event instanceof MissingQueueEvent) {
            try {
                topology.declare();
            } catch (RuntimeException notNow) {
                log.warn("Cannot declare the queues again yet: {}", notNow.getMessage());
            }
        }
    }

    /**
     * Declares the queues, waiting a while for a broker that is not up yet, and begins to consume
     * if the channel is open.
     *
     * @throws UnfitBrokerException when the broker cannot keep the promise
     */
    @Override
    public void start() {
        brokerAtStart.invoke(topology::declare);
        synchronized (this) {
            started = true;
            turn();
        }
    }

    /**
     * Takes no more messages, hands back at once those that have not begun, and waits up to 30 s
     * for the attempts that are being made.
     */
    @Override
    public void stop() {
        Thread ending;
        synchronized (this) {
            started = false;
            turn();
            ending = shutting;
        }
        try {
            ending.join();
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
    }

    /** Called again and again, so that a consumer that has ended by itself is soon missed. */
    @Override
    public synchronized void open(boolean wanted) {
        open = wanted;
        turn();
    }

    private void turn() {
        if (shutting.isAlive()) {
            return;
        }
        boolean wanted = started && open;
        boolean running = containers.stream().anyMatch(WorkContainer::isRunning);
        if (wanted) {
            if (!running) {
                dispatch.resume();
            }
            containers.stream().filter(one -> !one.isRunning()).forEach(one -> start(one, running));
        } else if (running) {
            // It waits for the attempts under way, and one of them may be what shuts it.
            shutting = Thread.ofPlatform().name("shutting").start(this::shut);
        }
    }

    /** Others may be running: one ends by itself when the broker has told it something fatal. */
    private static void start(WorkContainer one, boolean othersRun) {
        if (othersRun) {
            log.warn("The consumer of {} has ended; it begins again", one.getQueueNames()[0]);
        }
        one.start();
    }

    private void shut() {
        dispatch.shut();
        List<Runnable> cancellations =
                containers.stream().map(WorkContainer::cancellation).toList();
        AtomicBoolean late = new AtomicBoolean();
        Thread handingBack =
                Thread.ofVirtual()
                        .name("handing-back")
                        .start(() -> handBack(cancellations, late::get));
        try {
            if (!dispatch.drain(END_WITHIN)) {
                log.warn(
                        "Attempts that have not ended after {} s are left alone",
                        END_WITHIN.toSeconds());
            }
            var _ = handingBack.join(HAND_BACK_WITHIN);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        late.set(true);
        containers.forEach(WorkContainer::stop);
    }

    /** In this order: what is handed back before would come again. */
    private void handBack(List<Runnable> cancellations, BooleanSupplier late) {
        cancellations.forEach(Runnable::run);
        if (!late.getAsBoolean()) {
            dispatch.handBack();
        }
    }

    /** Whether messages of every priority are being taken right now. */
    public boolean isConsuming() {
        return containers.stream()
                .allMatch(container ->
                        container.isRunning() && container.getActiveConsumerCount() > 0);
    }

    @Override
    public synchronized boolean isRunning() {
        return started;
    }
}
