package io.vestnik.api.console;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * Reads out of the sources what the API says about a request: each sentence once, with {@value
 * #VALUE} for what is known only when it is said.
 */
final class SaidByTheApi {
    static final String VALUE = "42";

    private static final List<Path> SOURCES =
            List.of(Path.of("src/main/java"), Path.of("../contract/src/main/java"));

    /** Nothing in it is about a request, but for the rules of each channel below it. */
    private static final String CONTRACT = "io.vestnik.contract";

    private static final Set<String> OF_A_FIELD =
            Set.of("problems.add", "ProblemException.invalid");

    private static final Set<String> OF_ALL = Set.of("ProblemException.of", "of");

    /** Kinds that no page meets, for they are about keys and bodies of programs. */
    private static final Set<String> TO_PROGRAMS =
            Set.of(
                    "FORBIDDEN",
                    "KEY_IN_FLIGHT",
                    "KEY_REUSED",
                    "BODY_TOO_LARGE",
                    "BODY_TOO_SLOW",
                    "UNSUPPORTED_MEDIA_TYPE");

    /** Made of the fields' own sentences. */
    private static final String OF_FIELDS = "INVALID_REQUEST";

    final Set<String> sentences = new TreeSet<>();
    final Set<String> words = new HashSet<>();

    static SaidByTheApi read() throws IOException {
        var said = new SaidByTheApi();
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            var task =
                    (JavacTask)
                            compiler.getTask(
                                    null,
                                    files,
                                    null,
                                    List.of("-proc:none"),
                                    null,
                                    files.getJavaFileObjectsFromPaths(sources()));
            for (CompilationUnitTree unit : task.parse()) {
                said.read(unit);
            }
        }
        said.sentences.removeAll(Set.of(VALUE, ""));
        return said;
    }

    private static List<Path> sources() throws IOException {
        List<Path> found = new ArrayList<>();
        for (Path folder : SOURCES) {
            try (Stream<Path> files = Files.walk(folder)) {
                files.filter(file -> file.toString().endsWith(".java")).forEach(found::add);
            }
        }
        return found;
    }

    private void read(CompilationUnitTree unit) {
        String part = unit.getPackageName().toString();
        if (part.equals(CONTRACT)) {
            return;
        }
        boolean isAboutAddresses = part.startsWith(CONTRACT + ".");
        var names = new SourceNames();
        names.scan(unit, null);
        new TreeScanner<Void, Void>() {
            private boolean findsProblems;

            @Override
            public Void visitMethod(MethodTree method, Void none) {
                findsProblems = method.getName().toString().startsWith("problemWith");
                return super.visitMethod(method, none);
            }

            @Override
            public Void visitMethodInvocation(MethodInvocationTree call, Void none) {
                List<? extends ExpressionTree> values = call.getArguments();
                String first = values.isEmpty() ? "" : values.getFirst().toString();
                String method = call.getMethodSelect().toString();
                if ((OF_A_FIELD.contains(method) && values.size() == 2)
                        || (OF_ALL.contains(method) && isToPages(first))
                        || (method.equals("Optional.of") && findsProblems)) {
                    sentences.addAll(names.said(values.getLast()));
                }
                return super.visitMethodInvocation(call, none);
            }

            @Override
            public Void visitNewClass(NewClassTree made, Void none) {
                if (isAboutAddresses
                        && made.getIdentifier().toString().equals("IllegalArgumentException")) {
                    sentences.addAll(names.said(made.getArguments().getFirst()));
                }
                return super.visitNewClass(made, none);
            }

            @Override
            public Void visitLiteral(LiteralTree literal, Void none) {
                words.add(String.valueOf(literal.getValue()));
                return null;
            }
        }.scan(unit, null);
    }

    private static boolean isToPages(String type) {
        String kind = type.replaceFirst("^ProblemType\\.", "");
        return !kind.equals(type) && !kind.equals(OF_FIELDS) && !TO_PROGRAMS.contains(kind);
    }
}
