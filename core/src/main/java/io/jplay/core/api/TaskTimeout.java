package io.jplay.core.api;

/// The `timeout` of a task was over while its module waited by [TaskContext#sleep]. The engine
/// makes the failed result of it; modules let it pass, as every interruption.
public final class TaskTimeout extends InterruptedException {
  private static final long serialVersionUID = 1;
}
