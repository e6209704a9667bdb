package io.vestnik.api.console;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the names of one file may stand for: variables, parameters, results of methods. */
final class SourceNames extends TreeScanner<Void, Void> {
    private final Map<String, MethodTree> methods = new HashMap<>();
    private final List<MethodInvocationTree> calls = new ArrayList<>();
    private final Map<String, List<Tree>> meanings = new HashMap<>();
    private final Set<String> open = new HashSet<>();
    private String method = "";

    @Override
    public Void visitCompilationUnit(CompilationUnitTree unit, Void none) {
        super.visitCompilationUnit(unit, none);
        for (MethodInvocationTree call : calls) {
            MethodTree called = methods.get(call.getMethodSelect().toString());
            if (called != null && called.getParameters().size() == call.getArguments().size()) {
                for (int i = 0; i < call.getArguments().size(); i++) {
                    mean(
                            called.getParameters().get(i).getName().toString(),
                            call.getArguments().get(i));
                }
            }
        }
        return null;
    }

    private void mean(String name, Tree meaning) {
        meanings.computeIfAbsent(name, _ -> new ArrayList<>()).add(meaning);
    }

    @Override
    public Void visitMethod(MethodTree declared, Void none) {
        method = declared.getName().toString();
        methods.put(method, declared);
        return super.visitMethod(declared, none);
    }

    @Override
    public Void visitMethodInvocation(MethodInvocationTree call, Void none) {
        calls.add(call);
        return super.visitMethodInvocation(call, none);
    }

    @Override
    public Void visitReturn(ReturnTree result, Void none) {
        if (result.getExpression() != null) {
            mean(method + "()", result.getExpression());
        }
        return super.visitReturn(result, none);
    }

    @Override
    public Void visitVariable(VariableTree variable, Void none) {
        if (variable.getInitializer() != null) {
            mean(variable.getName().toString(), variable.getInitializer());
        }
        return super.visitVariable(variable, none);
    }

    /** All that an expression may say. */
    Set<String> said(Tree tree) {
        return switch (tree) {
            case LiteralTree literal when literal.getValue() instanceof String text -> Set.of(text);
            case ParenthesizedTree inner -> said(inner.getExpression());
            case BinaryTree sum when sum.getKind() == Tree.Kind.PLUS ->
                    joined(said(sum.getLeftOperand()), said(sum.getRightOperand()));
            case ConditionalExpressionTree either ->
                    said(List.of(either.getTrueExpression(), either.getFalseExpression()));
            case SwitchExpressionTree cases ->
                    said(cases.getCases().stream().map(one -> one.getBody()).toList());
            case IdentifierTree name -> meant(name.getName().toString());
            case MethodInvocationTree call -> said(call);
            default -> Set.of(SaidByTheApi.VALUE);
        };
    }

    private Set<String> said(Collection<? extends Tree> several) {
        Set<String> all = new LinkedHashSet<>();
        several.forEach(one -> all.addAll(said(one)));
        return all;
    }

    private Set<String> said(MethodInvocationTree call) {
        if (!(call.getMethodSelect() instanceof MemberSelectTree of)) {
            return meant(call.getMethodSelect() + "()");
        }
        return of.getIdentifier().contentEquals("formatted")
                ? formatted(of.getExpression(), call.getArguments())
                : Set.of(SaidByTheApi.VALUE);
    }

    private Set<String> formatted(ExpressionTree format, List<? extends ExpressionTree> values) {
        Set<String> all = said(format);
        for (ExpressionTree value : values) {
            Set<String> more = new LinkedHashSet<>();
            for (String one : all) {
                said(value).forEach(text -> more.add(one.replaceFirst("%[sd]", text)));
            }
            all = more;
        }
        return all;
    }

    private static Set<String> joined(Set<String> left, Set<String> right) {
        Set<String> all = new LinkedHashSet<>();
        left.forEach(one -> right.forEach(other -> all.add(one + other)));
        return all;
    }

    private Set<String> meant(String name) {
        if (!open.add(name)) {
            return Set.of();
        }
        Set<String> all = said(meanings.getOrDefault(name, List.of()));
        open.remove(name);
        return all.isEmpty() ? Set.of(SaidByTheApi.VALUE) : all;
    }
}
