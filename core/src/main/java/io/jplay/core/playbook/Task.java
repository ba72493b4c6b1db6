package io.jplay.core.playbook;

import io.jplay.core.source.SourceRange;
import java.nio.file.Path;
import java.util.Optional;

/// A task or handler. `action` may be a dynamic include (`include_tasks`, `include_role`) or
/// `meta`; static imports are gone. `file` is the file that it is written in (its directory is
/// searched for files and includes).
public record Task(
    Keywords keywords, Action action, Optional<Loop> loop, Path file, SourceRange where)
    implements Node {}
