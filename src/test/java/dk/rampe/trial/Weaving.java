package dk.rampe.trial;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;
import static net.bytebuddy.matcher.ElementMatchers.named;

import java.io.IOException;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.AsmVisitorWrapper;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.pool.TypePool;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.JdbcTransactionObjectSupport;
import org.springframework.transaction.support.DefaultTransactionStatus;

/**
 * Writes the classes of the table of {@linkplain Step steps} anew with calls of {@link Failpoints} in them, for a class
 * path that has them first. The hub's own classes know nothing of it.
 */
final class Weaving {

    private final ClassFileLocator classes = ClassFileLocator.ForClassLoader.ofSystemLoader();
    private final TypePool types = TypePool.Default.of(classes);

    /** @throws IllegalStateException when a step names a method that is not there any more */
    static void into(Path folder) throws IOException {
        Weaving weaving = new Weaving();
        Map<String, Set<String>> calls = Arrays.stream(Step.values())
                .filter(step -> step.kind == Step.Kind.CALL)
                .collect(groupingBy(
                        step -> step.className, java.util.stream.Collectors.mapping(s -> s.method, toSet())));
        for (Map.Entry<String, Set<String>> one : calls.entrySet()) {
            weaving.weave(one.getKey(), one.getValue(), Called.class, folder);
        }
        Arrays.stream(Step.values())
                .filter(step -> step.kind == Step.Kind.COMMIT)
                .forEach(step -> weaving.check(weaving.describe(step.className), step.method));
        weaving.weave(DataSourceTransactionManager.class.getName(), Set.of("doCommit"), Committed.class, folder);
    }

    private TypeDescription describe(String className) {
        return types.describe(className).resolve();
    }

    private void check(TypeDescription type, String method) {
        if (type.getDeclaredMethods().filter(named(method)).isEmpty()) {
            throw new IllegalStateException("there is no " + type.getName() + "." + method + " any more");
        }
    }

    private void weave(String className, Set<String> methods, Class<?> advice, Path folder) throws IOException {
        TypeDescription type = describe(className);
        AsmVisitorWrapper.ForDeclaredMethods woven = new AsmVisitorWrapper.ForDeclaredMethods();
        for (String method : methods) {
            check(type, method);
            woven = woven.method(
                    named(method),
                    Advice.withCustomMapping()
                            .bind(ClassName.class, className)
                            .bind(MethodName.class, method)
                            .to(advice, classes));
        }
        new ByteBuddy().redefine(type, classes).visit(woven).make().saveIn(folder.toFile());
    }

    @Retention(RetentionPolicy.RUNTIME)
    @interface ClassName {}

    @Retention(RetentionPolicy.RUNTIME)
    @interface MethodName {}

    /** Inlined around the methods that are steps; an end by exception is none. */
    static final class Called {

        @Advice.OnMethodEnter
        static void enter(
                @ClassName String className, @MethodName String method, @Advice.AllArguments Object[] arguments) {
            Failpoints.call(className, method, arguments, true);
        }

        @Advice.OnMethodExit
        static void exit(
                @ClassName String className, @MethodName String method, @Advice.AllArguments Object[] arguments) {
            Failpoints.call(className, method, arguments, false);
        }
    }

    /** Inlined around the commit; one of a transaction that has written nothing is none. */
    static final class Committed {

        @Advice.OnMethodEnter
        static boolean enter(@Advice.Argument(0) DefaultTransactionStatus status) {
            boolean written = Written.by((JdbcTransactionObjectSupport) status.getTransaction());
            if (written) {
                Failpoints.commit(true);
            }
            return written;
        }

        @Advice.OnMethodExit
        static void exit(@Advice.Enter boolean written) {
            if (written) {
                Failpoints.commit(false);
            }
        }
    }
}
