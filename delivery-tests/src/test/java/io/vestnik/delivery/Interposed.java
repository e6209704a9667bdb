package io.vestnik.delivery;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/** Something between a caller and the interface it calls, for all of its methods at once. */
final class Interposed {
    private Interposed() {}

    /** The call as it would be without us. */
    @FunctionalInterface
    interface Call {
        @Nullable Object proceed(@Nullable Object... arguments) throws Throwable;
    }

    /** What is done instead of the call, which it may make. */
    @FunctionalInterface
    interface Between {
        @Nullable Object call(String method, @Nullable Object[] arguments, Call call)
                throws Throwable;
    }

    /** Looks like what is behind it. */
    static <T> T on(Class<T> type, T behind, Between between) {
        Object proxy =
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (_, method, arguments) ->
                                between.call(
                                        method.getName(),
                                        arguments == null ? new Object[0] : arguments,
                                        given -> {
                                            try {
                                                return method.invoke(behind, given);
                                            } catch (InvocationTargetException thrown) {
                                                throw thrown.getCause();
                                            }
                                        }));
        return type.cast(proxy);
    }
}
