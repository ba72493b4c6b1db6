package io.jplay.core.event;

/// The counts of one host in the recap.
public record HostRecap(
    String host,
    int ok,
    int changed,
    int unreachable,
    int failed,
    int skipped,
    int rescued,
    int ignored) {}
