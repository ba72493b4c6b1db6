package io.jplay.core.api;

/// Whether a task only predicts (`check`), and whether its differences are wanted (`diff`).
public record Mode(boolean check, boolean diff) {}
