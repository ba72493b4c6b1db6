package io.jplay.core.inventory;

import io.jplay.core.value.Dict;

/// A host as the inventory names it, with the variables written on it (from inventory sources;
/// host_vars/ files are read by `vars`). `implicit` marks the localhost that no source names.
public record Host(String name, Dict variables, boolean implicit) {}
