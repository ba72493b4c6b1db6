/// What jinventory shows of an inventory. In: an Inventory and the variables of its hosts and
/// groups. Out: data (for JSON, YAML, TOML) or the lines of a graph; nothing is printed here.
@NullMarked
package io.jplay.cli.inventory;

import org.jspecify.annotations.NullMarked;
