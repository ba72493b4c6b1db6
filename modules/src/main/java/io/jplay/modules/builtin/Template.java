package io.jplay.modules.builtin;

import io.jplay.core.api.Decision;
import io.jplay.core.api.HostFacts;
import io.jplay.core.api.Mode;
import io.jplay.core.api.ModuleFailure;
import io.jplay.core.api.ModuleInfo;
import io.jplay.core.api.Observed;
import io.jplay.core.api.Option;
import io.jplay.core.api.Reads;
import io.jplay.core.api.StateModule;
import io.jplay.core.api.TaskContext;
import io.jplay.core.value.Bool;
import io.jplay.core.value.PythonCodec;
import io.jplay.core.value.Str;
import io.jplay.core.value.Value;
import io.jplay.modules.files.FileOptions;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Renders a template of the controller to a file of a host. Imitates ansible.builtin.template; the
/// file is written as copy does.
@ModuleInfo(
    summary = "Template a file out to a target host",
    async = false,
    missing = "src and dest are required",
    check = ModuleInfo.Support.FULL,
    diff = ModuleInfo.Support.FULL,
    rendering = ModuleInfo.Rendering.FILE)
public final class Template implements StateModule<Template.Args> {
  public record Args(
      @Option(required = true) String src,
      @Option(required = true) String dest,
      @Option("\\n") String newlineSequence,
      @Option Optional<String> blockStartString,
      @Option Optional<String> blockEndString,
      @Option Optional<String> variableStartString,
      @Option Optional<String> variableEndString,
      @Option Optional<String> commentStartString,
      @Option Optional<String> commentEndString,
      @Option("true") boolean trimBlocks,
      @Option("false") boolean lstripBlocks,
      @Option("utf-8") String outputEncoding,
      @Option("true") boolean force,
      @Option("false") boolean follow,
      @Option("false") boolean backup,
      @Option Optional<String> validate,
      @Option(shared = true) FileOptions file,
      @Option(name = "_copy") Optional<Copy.Args> copy) {

    /// The copy that writes what was rendered.
    Args with(CopySource rendered) {
      var copied =
          Copy.Args.of(
              src, dest, new Copy.Writing(backup, force, follow, validate), file, rendered);
      return new Args(
          src,
          dest,
          newlineSequence,
          blockStartString,
          blockEndString,
          variableStartString,
          variableEndString,
          commentStartString,
          commentEndString,
          trimBlocks,
          lstripBlocks,
          outputEncoding,
          force,
          follow,
          backup,
          validate,
          file,
          Optional.of(copied));
    }

    Map<String, Value> settings() {
      var settings = new LinkedHashMap<String, Value>();
      settings.put("newline_sequence", Str.of(newline()));
      settings.put("trim_blocks", Bool.of(trimBlocks));
      settings.put("lstrip_blocks", Bool.of(lstripBlocks));
      blockStartString.ifPresent(s -> settings.put("block_start_string", Str.of(s)));
      blockEndString.ifPresent(s -> settings.put("block_end_string", Str.of(s)));
      variableStartString.ifPresent(s -> settings.put("variable_start_string", Str.of(s)));
      variableEndString.ifPresent(s -> settings.put("variable_end_string", Str.of(s)));
      commentStartString.ifPresent(s -> settings.put("comment_start_string", Str.of(s)));
      commentEndString.ifPresent(s -> settings.put("comment_end_string", Str.of(s)));
      return settings;
    }

    /// Written as an escape in most playbooks, and as the characters themselves in some.
    private String newline() {
      String text = newlineSequence.replace("\\r", "\r").replace("\\n", "\n");
      if (!text.equals("\n") && !text.equals("\r") && !text.equals("\r\n")) {
        throw new ModuleFailure("newline_sequence needs to be one of: \n, \r or \r\n");
      }
      return text;
    }
  }

  @Override
  public Args prepare(Args a, TaskContext context) {
    Path file = context.find("templates", a.src());
    if (Files.isDirectory(file)) {
      throw new ModuleFailure("the source of a template must be a file: " + file);
    }
    Str text = context.renderTemplate(file, a.settings());
    return a.with(CopySource.ofRendered(file, text, charset(a.outputEncoding()), a.file().mode()));
  }

  private static Charset charset(String name) {
    return name.isEmpty()
        ? StandardCharsets.UTF_8
        : PythonCodec.of(name).orElseThrow(() -> new ModuleFailure("unknown encoding: " + name));
  }

  @Override
  public Reads reads(Args a, HostFacts facts) {
    Copy.Args copy = a.copy().orElseThrow();
    return new CopyPlan(copy, copy.source().orElseThrow(), Observed.none(facts)).reads();
  }

  @Override
  public Decision decide(Args a, Observed seen, Mode mode) {
    Copy.Args copy = a.copy().orElseThrow();
    return new CopyPlan(copy, copy.source().orElseThrow(), seen).decide(mode);
  }
}
