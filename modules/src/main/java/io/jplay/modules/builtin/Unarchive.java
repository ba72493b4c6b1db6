package io.jplay.modules.builtin;

import io.jplay.core.api.ActionModule;
import io.jplay.core.api.FileContent;
import io.jplay.core.api.ModuleFailure;
import io.jplay.core.api.ModuleInfo;
import io.jplay.core.api.Option;
import io.jplay.core.api.Read;
import io.jplay.core.api.RemoteSession;
import io.jplay.core.api.Result;
import io.jplay.core.api.TaskContext;
import io.jplay.core.api.TransportException;
import io.jplay.core.diag.IoReason;
import io.jplay.core.event.Status;
import io.jplay.core.shell.ProgramOutput;
import io.jplay.core.shell.ScriptBuilder;
import io.jplay.core.value.Dict;
import io.jplay.core.value.Int;
import io.jplay.core.value.Seq;
import io.jplay.core.value.Str;
import io.jplay.core.value.Tag;
import io.jplay.core.value.Value;
import io.jplay.modules.files.FileMode;
import io.jplay.modules.files.FileOptions;
import io.jplay.modules.files.PathState;
import io.jplay.modules.files.Paths;
import io.jplay.modules.files.Texts;
import io.jplay.modules.http.HttpAnswer;
import io.jplay.modules.http.HttpRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Unpacks an archive on a host. Imitates ansible.builtin.unarchive. An action because what an
/// archive holds is known only when it is there.
@ModuleInfo(
    summary = "Unpacks an archive after (optionally) copying it from the local machine",
    async = false,
    missing = "src (or content) and dest are required",
    mutuallyExclusive = {"include, exclude", "copy, remote_src"})
public final class Unarchive implements ActionModule<Unarchive.Args> {
  public record Args(
      @Option(required = true) String src,
      @Option(required = true) String dest,
      @Option("false") boolean remoteSrc,
      @Option("true") boolean copy,
      @Option Optional<String> creates,
      @Option List<String> exclude,
      @Option List<String> include,
      @Option List<String> extraOpts,
      @Option("false") boolean keepNewer,
      @Option("false") boolean listFiles,
      @Option("true") boolean decrypt,
      @Option("true") boolean validateCerts,
      @Option("65536") int ioBufferSize,
      @Option(shared = true) FileOptions file) {
    public Args {
      exclude = List.copyOf(exclude);
      include = List.copyOf(include);
      extraOpts = List.copyOf(extraOpts);
    }

    boolean isRemote() {
      return remoteSrc || !copy;
    }
  }

  private static final byte[] VAULT = "$ANSIBLE_VAULT;".getBytes(StandardCharsets.US_ASCII);

  @Override
  public Result run(Args a, TaskContext context, RemoteSession session)
      throws TransportException, InterruptedException {
    String dest = Paths.expand(a.dest(), session.facts());
    if (a.creates().isPresent()) {
      String creates = Paths.expand(a.creates().get(), session.facts());
      if (session.run(new ScriptBuilder().line("[ -e {} ]", creates).program()).isOk()) {
        return Result.skipped("skipped, since " + a.creates().get() + " exists");
      }
    }
    if (a.isRemote() && a.src().contains("://")) {
      var loader = new Download(context, session);
      HttpAnswer answer = loader.keep(request(a), Optional.empty(), false);
      if (!answer.isOk()) {
        return Result.failed(
            "Failure downloading %s, %s".formatted(answer.url(), answer.message()));
      }
      try {
        return unpack(a, context, session, answer.file().orElseThrow(), dest);
      } finally {
        loader.drop(answer);
      }
    }
    String source =
        a.isRemote() ? Paths.expand(a.src(), session.facts()) : session.upload(content(a, context));
    return unpack(a, context, session, source, dest);
  }

  private static HttpRequest request(Args a) {
    HttpRequest plain =
        HttpRequest.of(
            "GET",
            a.src(),
            Map.of("User-Agent", "ansible-httpget"),
            Optional.empty(),
            HttpRequest.Redirects.ALL);
    return plain.with(
        new HttpRequest.Tls(
            a.validateCerts(), Optional.empty(), Optional.empty(), Optional.empty()),
        new HttpRequest.Reach(Duration.ofSeconds(10), true, true, Optional.empty(), false));
  }

  /// The archive of the controller: streamed, unless it is encrypted.
  private static FileContent content(Args a, TaskContext context) {
    Path file = context.find("files", a.src());
    try {
      byte[] first;
      try (InputStream in = Files.newInputStream(file)) {
        first = in.readNBytes(VAULT.length);
      }
      return a.decrypt() && Arrays.equals(first, VAULT)
          ? new FileContent.Bytes(context.read(file, true))
          : new FileContent.LocalFile(file, Files.size(file));
    } catch (IOException e) {
      throw new ModuleFailure("could not read " + file + ": " + IoReason.of(e));
    }
  }

  private static Result unpack(
      Args a, TaskContext context, RemoteSession session, String source, String dest)
      throws TransportException {
    var script =
        new ScriptBuilder()
            .use("sh/unarchive.sh", Unarchive.class)
            .line("jp_begin {} {} {}", source, dest, context.mode().check() ? "check" : "change")
            .line("jp_names")
            .line("if [ \"$jp_kind\" = zip ]; then");
    List<String> zip = zipWords(a, source);
    words(script, a, zip);
    script.line("else");
    words(script, a, tarWords(a));
    script.line("fi");
    script.line(
        "jp_own {} {} {}",
        a.file().owner().orElse(""),
        a.file().group().orElse(""),
        a.file().mode().map(Unarchive::mode).orElse(""));
    script.line("jp_end {} {}", a.keepNewer() ? "yes" : "", a.listFiles() ? "yes" : "");
    return result(a, session, source, dest, session.run(script.program()));
  }

  /// As chmod takes it; a number is checked and written in octal.
  private static String mode(Value mode) {
    FileMode parsed = FileMode.parse(mode).checked();
    return parsed.number().isPresent()
        ? FileMode.octal(parsed.number().getAsInt())
        : Texts.plain(mode);
  }

  /// Unpacks what the words ask for, and lists it where that is wanted.
  private static void words(ScriptBuilder script, Args a, List<String> words) {
    String all = " {}".repeat(words.size());
    script.line("jp_extract" + all, words.toArray(String[]::new));
    if (a.listFiles()) {
      script.line("jp_list" + all, words.toArray(String[]::new));
    }
  }

  private static List<String> zipWords(Args a, String source) {
    var words = new ArrayList<>(a.extraOpts());
    words.add(source);
    words.addAll(a.include());
    if (!a.exclude().isEmpty()) {
      words.add("-x");
      words.addAll(a.exclude());
    }
    return words;
  }

  private static List<String> tarWords(Args a) {
    var words = new ArrayList<>(a.extraOpts());
    a.exclude().forEach(e -> words.add("--exclude=" + e));
    if (!a.include().isEmpty()) {
      words.add("--");
      words.addAll(a.include());
    }
    return words;
  }

  private static Result result(
      Args a, RemoteSession session, String source, String dest, ProgramOutput output)
      throws TransportException {
    var records = new HashMap<String, String>();
    for (String record : output.stdout().split("\0")) {
      int space = record.indexOf(' ');
      if (space > 0) {
        records.put(record.substring(0, space), record.substring(space + 1));
      }
    }
    if (!output.isOk()) {
      String why = records.getOrDefault("failed", output.stderr()).strip();
      return Result.failed("").with("msg", remote(why));
    }
    Read<PathState> read = PathState.read(Paths.trimmed(dest), session.facts());
    PathState state = read.parser().apply(session.run(read.program()));
    String handler = records.getOrDefault("handler", "");
    Result result =
        state.describe(Result.ok().with("dest", dest).with("src", source).with("handler", handler));
    if (a.listFiles()) {
      List<String> names = List.of(records.getOrDefault("files", "").split("\n"));
      result = result.with("files", Seq.of(names.stream().map(Unarchive::remote).toList()));
    }
    return records.containsKey("changed")
        ? result
            .withStatus(Status.CHANGED)
            .with("extract_results", extracted(a, handler, dest, source))
        : result;
  }

  private static Value extracted(Args a, String handler, String dest, String source) {
    var words = new ArrayList<String>();
    if (handler.equals("ZipArchive")) {
      words.addAll(List.of("unzip", "-o"));
      words.addAll(zipWords(a, source));
    } else {
      words.addAll(List.of("tar", "--extract", "-C", dest, "-f", source));
      words.addAll(tarWords(a));
    }
    return Dict.builder()
        .put("cmd", Seq.ofTexts(words))
        .put("rc", Int.of(0))
        .put("out", Str.of(""))
        .put("err", Str.of(""))
        .build();
  }

  private static Str remote(String text) {
    return new Str(text, Tag.REMOTE);
  }
}
