package io.vestnik.system;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestClassOrder;

/**
 * The console in a real browser: all of its tests look at one installation, one after the other.
 */
@TestClassOrder(ClassOrderer.OrderAnnotation.class)
class ConsoleIT {
    private static ConsoleWorld world;

    @BeforeAll
    static void up() {
        world = new ConsoleWorld();
    }

    @AfterAll
    static void down() {
        if (world != null) {
            world.close();
        }
    }

    @Nested
    @Order(1)
    class Show extends ConsoleShow {
        Show() {
            super(world);
        }
    }

    @Nested
    @Order(2)
    class Keyboard extends ConsoleByKeyboard {
        Keyboard() {
            super(world);
        }
    }

    @Nested
    @Order(3)
    class WithoutScripts extends ConsoleWithoutScripts {
        WithoutScripts() {
            super(world);
        }
    }

    @Nested
    @Order(4)
    class Looks extends ConsoleLooks {
        Looks() {
            super(world);
        }
    }

    @Nested
    @Order(5)
    class Safety extends ConsoleSafety {
        Safety() {
            super(world);
        }
    }

    @Nested
    @Order(6)
    class Runs extends ConsoleRuns {
        Runs() {
            super(world);
        }
    }
}
