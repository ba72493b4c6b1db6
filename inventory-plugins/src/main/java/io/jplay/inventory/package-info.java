/// Inventory plug-ins, one class each, found through META-INF/services. In: a location and a
/// SourceContext. Out: hosts, groups and variables in an InventoryBuilder. Templates are rendered
/// only by the Renderer of the context; what comes from programs and the network is remote.
@NullMarked
package io.jplay.inventory;

import org.jspecify.annotations.NullMarked;
