package io.jplay.core.inventory;

import java.io.IOException;

/// A plug-in that reads one kind of inventory source. Found by ServiceLoader; stateless; called on
/// the main thread, may block on files, programs and the network within limits of its own.
public interface InventorySource {
  /// Full name (`ansible.builtin.ini`); its last part is what users see and enable.
  String name();

  /// The last part of the name.
  default String shortName() {
    return name().substring(name().lastIndexOf('.') + 1);
  }

  /// Whether this source could be of the plug-in's kind, by a glance at name and mode.
  boolean accepts(InventoryLocation location);

  /// Adds what the source says. A source that is not of this kind, or is broken, is an IOException
  /// or a JplayException; all that was added is then taken back and the next plug-in asked.
  void read(InventoryLocation location, InventoryBuilder into, SourceContext context)
      throws IOException;
}
