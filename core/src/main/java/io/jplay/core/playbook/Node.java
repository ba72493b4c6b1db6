package io.jplay.core.playbook;

import io.jplay.core.source.SourceRange;

/// One entry of a task list. Nodes do not know their parents: who walks a tree carries the chain.
public sealed interface Node permits Block, Task {
  Keywords keywords();

  SourceRange where();
}
