package io.vestnik.bench.load;

/** A run that is too long, or too special, to be part of the usual one. */
public sealed interface Extra {
    /** Its name on the command line, without dashes. */
    String name();

    /**
     * How fast it is with a history.
     *
     * @param notifications that are stored beforehand, with two attempts each
     */
    record Grown(int notifications) implements Extra {
        @Override
        public String name() {
            return "grown";
        }
    }

    /** How it fares with a far side that takes a second for a reply, and with one that is mute. */
    record Slow() implements Extra {
        @Override
        public String name() {
            return "slow";
        }
    }

    /** What a second sender brings. */
    record TwoSenders() implements Extra {
        @Override
        public String name() {
            return "two-senders";
        }
    }

    /**
     * What grows while it works.
     *
     * @param minutes of load at the rate of the workload
     */
    record Soak(int minutes) implements Extra {
        @Override
        public String name() {
            return "soak";
        }
    }

    /**
     * Whether what is urgent waits behind what is not.
     *
     * @param low notifications of low priority that are in its way
     */
    record Overtake(int low) implements Extra {
        @Override
        public String name() {
            return "overtake";
        }
    }
}
