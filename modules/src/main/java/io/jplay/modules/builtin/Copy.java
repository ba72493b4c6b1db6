package io.jplay.modules.builtin;

import io.jplay.core.api.Decision;
import io.jplay.core.api.HostFacts;
import io.jplay.core.api.Mode;
import io.jplay.core.api.ModuleFailure;
import io.jplay.core.api.ModuleInfo;
import io.jplay.core.api.Observed;
import io.jplay.core.api.Option;
import io.jplay.core.api.Reads;
import io.jplay.core.api.Result;
import io.jplay.core.api.StateModule;
import io.jplay.core.api.TaskContext;
import io.jplay.core.value.Str;
import io.jplay.core.value.Value;
import io.jplay.modules.files.FileAttributes;
import io.jplay.modules.files.FileDigests;
import io.jplay.modules.files.FileMode;
import io.jplay.modules.files.FileOptions;
import io.jplay.modules.files.FileWrite;
import io.jplay.modules.files.Texts;
import java.util.Optional;

/// Copies files, directories and texts to a host. Imitates ansible.builtin.copy.
@ModuleInfo(
    summary = "Copy files to remote locations",
    async = false,
    missing = "dest is required",
    check = ModuleInfo.Support.FULL,
    diff = ModuleInfo.Support.FULL,
    exclusiveByModule = "src, content",
    neededByModule = "src|content|_source")
public final class Copy implements StateModule<Copy.Args> {
  private final FileDigests digests = new FileDigests();

  /// How an existing file is treated.
  record Writing(boolean backup, boolean force, boolean follow, Optional<String> validate) {}

  public record Args(
      @Option Optional<String> src,
      @Option(withheld = true) Optional<Value> content,
      @Option(required = true) String dest,
      @Option("false") boolean backup,
      @Option(value = "true", aliases = "thirsty") boolean force,
      @Option Optional<String> validate,
      @Option Optional<Value> directoryMode,
      @Option("false") boolean remoteSrc,
      @Option("false") boolean follow,
      @Option Optional<Boolean> localFollow,
      @Option Optional<String> checksum,
      @Option("true") boolean decrypt,
      @Option(shared = true) FileOptions file,
      @Option(name = "_source") Optional<CopySource> source) {

    Args with(CopySource found) {
      return new Args(
          src,
          content,
          dest,
          backup,
          force,
          validate,
          directoryMode,
          remoteSrc,
          follow,
          localFollow,
          checksum,
          decrypt,
          file,
          Optional.of(found));
    }

    /// The copy of what another module made (template, assemble).
    static Args of(String src, String dest, Writing writing, FileOptions file, CopySource made) {
      return new Args(
          Optional.of(src),
          Optional.empty(),
          dest,
          writing.backup(),
          writing.force(),
          writing.validate(),
          Optional.empty(),
          false,
          writing.follow(),
          Optional.empty(),
          Optional.empty(),
          true,
          file,
          Optional.of(made));
    }

    boolean preservesMode() {
      return file.mode().filter(m -> m instanceof Str s && s.text().equals("preserve")).isPresent();
    }

    /// The attributes wanted of a file whose source has a mode.
    FileAttributes wanted(int sourceMode) {
      return (preservesMode() ? file.withMode(Optional.empty()) : file)
          .wanted()
          .withPreserved(preservesMode() ? Optional.of(FileMode.of(sourceMode)) : Optional.empty());
    }

    /// The attributes wanted of directories that are made.
    FileAttributes ofDirectories() {
      return wanted(0755).withMode(directoryMode.map(FileMode::parse));
    }

    /// Fails for content with another checksum than the one asked for; what is there already is not
    /// asked.
    void refuseOther(String sha1) {
      checksum
          .filter(c -> !c.isEmpty() && !c.equals(sha1))
          .ifPresent(c -> {
            throw new ModuleFailure(
                Result.failed("Copied file does not match the expected checksum. Transfer failed.")
                    .with("checksum", sha1)
                    .with("expected_checksum", c));
          });
    }

    FileWrite.Options options() {
      return new FileWrite.Options(backup, validate.filter(v -> !v.isEmpty()), file.inPlace());
    }
  }

  @Override
  public Args prepare(Args a, TaskContext context) {
    if (a.dest().isEmpty()) {
      throw new ModuleFailure("dest is required");
    }
    if (a.src().isPresent() && a.content().isPresent()) {
      throw new ModuleFailure("src and content are mutually exclusive");
    }
    if (a.content().isPresent()) {
      if (a.dest().endsWith("/")) {
        throw new ModuleFailure("can not use content with a dir as dest");
      }
      Value content = a.content().get();
      return a.with(CopySource.ofText(Texts.plain(content), content.isSecret()));
    }
    if (a.src().filter(s -> !s.isEmpty()).isEmpty()) {
      throw new ModuleFailure("src (or content) is required");
    }
    return a.remoteSrc()
        ? a
        : a.with(
            CopySource.load(
                a.src().get(), a.decrypt(), a.localFollow().orElse(true), context, digests));
  }

  @Override
  public Reads reads(Args a, HostFacts facts) {
    Observed nothing = Observed.none(facts);
    return a.remoteSrc() && a.source().isEmpty()
        ? new RemoteCopy(a, nothing).reads()
        : new CopyPlan(a, a.source().orElseThrow(), nothing).reads();
  }

  @Override
  public Decision decide(Args a, Observed seen, Mode mode) {
    try {
      return a.remoteSrc() && a.source().isEmpty()
          ? new RemoteCopy(a, seen).decide(mode)
          : new CopyPlan(a, a.source().orElseThrow(), seen).decide(mode);
    } catch (ModuleFailure failure) {
      return new Decision.Done(failure.result());
    }
  }
}
