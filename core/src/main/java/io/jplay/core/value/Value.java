package io.jplay.core.value;

/// A value of a playbook, inventory, variable, fact or result: Python's data as Ansible shows it,
/// with its [Tag]. Immutable. Equality is by content only, never by tag. [Foreign] lets the
/// template engine add run-time values (macros, namespaces, dates) that only it understands.
public sealed interface Value
    permits Str,
        Template,
        Int,
        Real,
        Bool,
        Null,
        Seq,
        Dict,
        Vaulted,
        Undefined,
        Omit,
        Deferred,
        Foreign {

  Tag tag();

  /// The same content under another tag; containers keep the tags of their elements.
  Value withTag(Tag tag);

  default Taint taint() {
    return tag().taint();
  }

  default boolean isSecret() {
    return tag().taint().isSecret();
  }

  default boolean isRemote() {
    return tag().taint().isRemote();
  }
}
