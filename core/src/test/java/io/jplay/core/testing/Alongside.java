package io.jplay.core.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/// Of a class that mostly waits (for sudo, for time limits, for programs of the system): it runs
/// while the others do, but never beside another class of this kind, and its own tests one after
/// the other. What it starts must not meet what other tests start.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("tests that wait")
public @interface Alongside {}
