package io.jplay.core.vars;

import io.jplay.core.value.Dict;

/// The variables of one level.
public record Layer(Level level, Dict variables) {}
